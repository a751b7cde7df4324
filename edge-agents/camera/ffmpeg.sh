#!/bin/sh
# ffmpeg on an ffconcat script that comes by standard input, so that no address with a password stands in the list of
# processes. Only RTSP over the network may be opened: no file, no web address. It ends with whoever started it, even one
# that was killed. Mpeg1Muxer puts every option behind -i; those that belong before it are here.
reaper=''
if command -v setpriv >/dev/null 2>&1 && setpriv --pdeathsig KILL true 2>/dev/null; then
  reaper='setpriv --pdeathsig KILL --'
fi
exec $reaper ffmpeg -hide_banner -nostdin -loglevel error -threads 1 \
  -f concat -safe 0 -protocol_whitelist pipe,rtsp,rtp,tcp,udp -fflags nobuffer -flags low_delay "$@"
