#!/bin/sh
# Opens the brochure desk in the browser, on macOS by a double click. The first time it fetches uv into your own folder.
cd "$(dirname "$0")" || exit 1
PATH="$HOME/.local/bin:$PATH"
if ! command -v uv >/dev/null; then
  echo "はじめての準備をします。パンフレットを組む道具（uv）を、あなたのフォルダーに入れます。"
  echo "Fetching uv, the tool that runs the press, into your own folder."
  curl -LsSf https://astral.sh/uv/install.sh | sh || exit 1
fi
exec uv run --quiet --extra desk build.py desk
