"""The shortest way to the same files: one ffmpeg command written by hand, and a remux. And the long way: one run per size."""

import subprocess
from pathlib import Path

HLS = (
    "-map_metadata -1 -map_chapters -1 -avoid_negative_ts disabled -f hls -hls_time 6 -hls_playlist_type vod -hls_segment_type fmp4 "
    "-hls_flags independent_segments+temp_file -hls_fmp4_init_filename init.mp4 "
    "-hls_segment_filename {out}/hls/{name}/%05d.m4s {out}/hls/{name}/index.m3u8"
)
X264 = (
    "-c:v libx264 -preset {preset} -crf {crf} -maxrate {rate}k -bufsize {buffer}k -profile:v high -level {level} -g 50 "
    "-keyint_min 50 -sc_threshold 0 -flags +cgop -threads:v 2 -color_primaries bt709 -color_trc bt709 -colorspace bt709 "
)
SIZES = {
    "1080": (1920, 1080, "veryfast", 22, 6000, "4.0"),
    "720": (1280, 720, "veryfast", 22, 3000, "3.1"),
    "480": (854, 480, "faster", 23, 1200, "3.1"),
    "360": (640, 360, "faster", 23, 700, "3.0"),
    "240": (426, 240, "faster", 24, 300, "2.1"),
}
SOUND = "aresample=48000:async=1:first_pts=0,aformat=channel_layouts=stereo"
LIMITED = "volume={gain}dB,aresample=192000,alimiter=level=false:limit=0.8734:attack=5:release=50,aresample=48000"


def at_once(ffmpeg: str, source: Path, out: Path, *, gain: float) -> None:
    """A 1080p25 film in all sizes, sound, sprite, poster, samples for the waveform and its loudness; then the MP4."""
    folders(out)
    splits = "".join(f"[s{name}]" for name in SIZES)
    scales = ";".join(
        f"[s{name}]scale={size[0]}:{size[1]}:flags=bicubic,setsar=1"
        + (",split=2[v240][t]" if name == "240" else f"[v{name}]")
        for name, size in SIZES.items()
    )
    graph = (
        "[0:V:0]fps=25,format=yuv420p,setsar=1,setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709,"
        f"split=6{splits}[p];{scales};[t]fps=1/2,scale=160:90,tile=10x2[sprite];"
        f"[p]trim=start=1,thumbnail=50,scale=1280:720[poster];[0:a:0]{SOUND},asplit=3[a1][a2][a3];[a1]{LIMITED.format(gain=gain)}[a];"
        "[a2]ebur128=peak=true:framelog=verbose[meter]"
    )  # fmt: skip
    words = ["-i", str(source), "-filter_complex", graph]
    for name, size in SIZES.items():
        words += ["-map", f"[v{name}]", *x264(*size[2:]).split(), *HLS.format(out=out, name=name).split()]
    words += ["-map", "[a]", "-c:a", "aac", "-b:a", "128k", *HLS.format(out=out, name="a").split()]
    words += f"-map [sprite] -frames:v 1 -update 1 -q:v 5 {out}/img/sprite.jpg".split()
    words += f"-map [poster] -frames:v 1 -update 1 -q:v 3 {out}/img/poster.jpg".split()
    words += f"-map [a3] -ac 1 -ar 8000 -f s16le {out}/samples -map [meter] -f null -".split()
    run(ffmpeg, words)
    remux(ffmpeg, out)


def one_by_one(ffmpeg: str, source: Path, out: Path, *, gain: float) -> None:
    """Each size decodes the source again, as other systems do."""
    folders(out)
    for name, size in SIZES.items():
        scale = f"fps=25,scale={size[0]}:{size[1]}:flags=bicubic,format=yuv420p,setsar=1"
        words = ["-i", str(source), "-map", "0:V:0", "-vf", scale, *x264(*size[2:]).split()]
        run(ffmpeg, [*words, *HLS.format(out=out, name=name).split()])
    sound = [
        "-i",
        str(source),
        "-map",
        "0:a:0",
        "-af",
        f"{SOUND},{LIMITED.format(gain=gain)}",
        "-c:a",
        "aac",
        "-b:a",
        "128k",
    ]
    run(ffmpeg, [*sound, *HLS.format(out=out, name="a").split()])
    run(ffmpeg, f"-i {source} -vf fps=1/2,scale=160:90,tile=10x2 -frames:v 1 -update 1 {out}/img/sprite.jpg".split())
    run(ffmpeg, f"-ss 1 -i {source} -vf thumbnail=50,scale=1280:720 -frames:v 1 -update 1 {out}/img/poster.jpg".split())
    remux(ffmpeg, out)


def x264(preset: str, crf: int, rate: int, level: str) -> str:
    return X264.format(preset=preset, crf=crf, rate=rate, buffer=2 * rate, level=level)


def remux(ffmpeg: str, out: Path) -> None:
    inputs = f"-i {out}/hls/720/index.m3u8 -i {out}/hls/a/index.m3u8"
    run(ffmpeg, f"{inputs} -map 0:v -map 1:a -c copy -movflags +faststart {out}/mp4/720.mp4".split())


def folders(out: Path) -> None:
    for name in [*(f"hls/{name}" for name in [*SIZES, "a"]), "img", "mp4"]:
        (out / name).mkdir(parents=True, exist_ok=True)


def run(ffmpeg: str, words: list[str]) -> None:
    """As polite to the rest of the machine as the pipeline's own runs are."""
    subprocess.run(["nice", "-n", "10", ffmpeg, "-v", "error", "-nostdin", "-y", *words], check=True)
