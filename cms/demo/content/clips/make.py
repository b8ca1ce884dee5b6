"""Maintainers only: make the sample clips again (needs ffmpeg and espeak-ng). `python cms/demo/content/clips/make.py`"""

import subprocess
import tempfile
import wave
from pathlib import Path

HERE = Path(__file__).parent
PICTURES = HERE.parent / "pictures"
PAUSE = 0.45
ROAD = [
    ("cao-toc.jpg", "Cao tốc Khánh Hòa – Buôn Ma Thuột đang thành hình giữa đại ngàn."),
    ("dien-gio.jpg", "Hai bên đường, những trụ điện gió quay trên rẫy đất đỏ."),
    ("ray.jpg", "Tài xế chở nông sản tính lại giờ chạy, vì chặng về biển sẽ ngắn đi."),
]
GONG = [
    "Nghe tiếng chiêng, người thợ biết ngay chiếc nào lạc giọng.",
    "Ông gõ từng nhát búa nhỏ quanh núm, rồi dừng lại nghe.",
    "Chỉnh chiêng là nghề của đôi tai, ông nói.",
]


def say(sentence: str, file: Path) -> float:
    subprocess.run(["espeak-ng", "-v", "vi", "-s", "150", "-w", file, sentence], check=True)
    with wave.open(str(file)) as spoken:
        return spoken.getnframes() / spoken.getframerate() + PAUSE


def stamp(seconds: float) -> str:
    return f"00:00:{seconds:06.3f}"


def captions(sentences: list[str], lengths: list[float], file: Path) -> None:
    cues, at = ["WEBVTT", ""], 0.0
    for sentence, length in zip(sentences, lengths, strict=True):
        cues += [f"{stamp(at)} --> {stamp(at + length - 0.1)}", sentence, ""]
        at += length
    file.write_text("\n".join(cues))


def ffmpeg(*arguments: object) -> None:
    subprocess.run(["ffmpeg", "-v", "error", "-y", *map(str, arguments)], check=True)


def road(work: Path) -> None:
    lengths = [say(sentence, work / f"{place}.wav") for place, (_, sentence) in enumerate(ROAD)]
    inputs, chains, joined = [], [], ""
    for place, ((picture, _), length) in enumerate(zip(ROAD, lengths, strict=True)):
        inputs += ["-loop", 1, "-t", f"{length:.3f}", "-i", PICTURES / picture, "-i", work / f"{place}.wav"]
        drift = "'min(1+0.0012*on,1.3)'"
        chains.append(
            f"[{2 * place}:v]scale=1920:-2,zoompan=z={drift}:x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2':d=1:s=1280x720:fps=25,"
            f"trim=duration={length:.3f},setsar=1[v{place}];[{2 * place + 1}:a]aresample=48000,apad,atrim=duration={length:.3f}[a{place}]"
        )
        joined += f"[v{place}][a{place}]"
    graph = ";".join(chains) + f";{joined}concat=n={len(ROAD)}:v=1:a=1[v][a]"
    ffmpeg(*inputs, "-filter_complex", graph, "-map", "[v]", "-map", "[a]", "-c:v", "libx264", "-preset", "slow", "-crf", 33,
           "-pix_fmt", "yuv420p", "-g", 50, "-c:a", "aac", "-b:a", "64k", "-ac", 1, "-movflags", "+faststart", HERE / "cao-toc.mp4")  # fmt: skip
    captions([sentence for _, sentence in ROAD], lengths, HERE / "cao-toc.vi.vtt")


def gong(work: Path) -> None:
    lengths = [say(sentence, work / f"{place}.wav") for place, sentence in enumerate(GONG)]
    ringing = "0.4*exp(-3*mod(t,1.6))*(sin(2*PI*174*t)+0.6*sin(2*PI*263*t)+0.3*sin(2*PI*411*t))"
    inputs = [part for place in range(len(GONG)) for part in ("-i", work / f"{place}.wav")]
    parts = "".join(
        f"[{place}:a]aresample=48000,apad,atrim=duration={length:.3f}[s{place}];"
        for place, length in enumerate(lengths)
    )
    voices = "".join(f"[s{place}]" for place in range(len(GONG)))
    graph = f"{parts}{voices}concat=n={len(GONG)}:v=0:a=1[said];aevalsrc='{ringing}':s=48000:d=3.2[rung];[said][rung]concat=n=2:v=0:a=1[a]"
    ffmpeg(
        *inputs, "-filter_complex", graph, "-map", "[a]", "-c:a", "aac", "-b:a", "64k", "-ac", 1, HERE / "chieng.m4a"
    )
    captions(GONG, lengths, HERE / "chieng.vi.vtt")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        road(Path(folder))
        gong(Path(folder))
