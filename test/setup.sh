#!/usr/bin/env bash
# Installs what the tests need of the system and is not there; does nothing where all is there.
set -euo pipefail
missing=()
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing+=(chromium)
command -v mosquitto >/dev/null || [ -x /usr/sbin/mosquitto ] || missing+=(mosquitto)
command -v ffmpeg >/dev/null || missing+=(ffmpeg)
command -v influxd >/dev/null || missing+=(influxdb)
command -v strace >/dev/null || missing+=(strace)
command -v docker-compose >/dev/null || missing+=(docker-compose)
command -v promtool >/dev/null || missing+=(prometheus)
command -v prometheus-alertmanager >/dev/null || missing+=(prometheus-alertmanager)
if command -v fc-list >/dev/null; then [ -n "$(fc-list :lang=zh family)" ] || missing+=(fonts-noto-cjk); else missing+=(fontconfig fonts-noto-cjk); fi
if [ ${#missing[@]} -eq 0 ]; then echo 'setup: everything is there'; exit 0; fi
echo "setup: missing ${missing[*]}"
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
elif [[ " ${missing[*]} " == *' chromium '* ]]; then
  npx --no-install playwright-core install chromium
  echo 'setup: install the rest by hand; the tests that need it are skipped and say so'
else
  echo "setup: not root on Debian; install by hand: ${missing[*]}"
fi
