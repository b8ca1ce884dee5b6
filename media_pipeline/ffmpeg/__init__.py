"""Everything that touches ffmpeg: plain Python, no framework, no network, no database.

binaries     find() -> Binaries: the system's ffmpeg and ffprobe, else pip's ffmpeg, with PyAV (pyav.py) to probe
guard        what ffmpeg may read, and how large a file may be
runner       run(argv, cwd=, limits=, on_progress=, cancelled=) -> Outcome: the one place that starts (through launch.py),
             limits, reads and kills; nothing outlives the worker
refusals     MediaRefused, and every code with its Vietnamese sentence; sentence(code) for failures and warnings
probe        probe(path) -> facts.Probe; raises MediaRefused (sniffing: the first bytes; inspection: the prober's words;
             streams: typed facts from them)
ladder       ladder_for(probe) -> Ladder of Rungs; PROFILE_VERSION
loudness     analyse(…) -> Analysis: loudness, what brings it to the target (levels.Sound), silences, samples for the waveform;
             measure(…) of what was made
recipes      argv of each kind of work: web_video, web_audio, remux_mp4, poster, cover, broadcast (command: ffmpeg-python's
             nodes to argv; filters: the chains they share)
profiles     the station's formats, one TOML file each; named(key) -> Profile
waveform     peaks of samples, as BBC audiowaveform JSON (version 2)
storyboard   the WebVTT beside the sprite
hls          read a playlist; master(…), with_subtitles(…)
verify       verify_run(folder, …) -> Facts of what was made; raises NotWhole

A run's folder (keys as in storage): hls/master.m3u8 · hls/{1080|720|480|360|240|a|subs-vi}/{index.m3u8,init.mp4,00000.m4s…} ·
mp4/720.mp4 (mp4/{rung}.mp4) · audio/a.mp3 · img/{poster.jpg,cover.jpg,sprite.jpg,sprite.vtt} · wave.json
"""
