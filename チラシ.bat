@echo off
rem Opens the brochure desk in the browser. The commands are ASCII and the lines end in CR LF, as cmd.exe wants them;
rem what is said in Japanese stands below "exit", where PowerShell reads it as UTF-8.
setlocal
cd /d "%~dp0"
set "DESK_FILE=%~f0"
set PYTHONUTF8=1
chcp 65001 >nul
set "PATH=%USERPROFILE%\.local\bin;%PATH%"
where uv >nul 2>nul
if not errorlevel 1 goto open
call :say first
powershell -NoProfile -ExecutionPolicy Bypass -Command "[Net.ServicePointManager]::SecurityProtocol = 'Tls12'; irm https://astral.sh/uv/install.ps1 | iex"
where uv >nul 2>nul
if not errorlevel 1 goto open
call :say failed
pause
exit /b 1
:open
call :say opening
uv run --quiet --extra desk build.py desk --lang ja
if not errorlevel 1 exit /b 0
call :say stopped
pause
exit /b 1
:say
powershell -NoProfile -Command "[Console]::OutputEncoding = [Text.Encoding]::UTF8; Get-Content -LiteralPath $env:DESK_FILE -Encoding UTF8 | Where-Object { $_.StartsWith('::%1 ') } | ForEach-Object { $_.Substring($_.IndexOf(' ') + 1) }"
exit /b 0

::first はじめての準備をします。パンフレットを組む道具（uv）を、あなたのフォルダーに入れます。
::first 管理者の許可はいりません。インターネットにつながっている必要があり、数分かかります。
::first Fetching uv, the tool that runs the press, into your own folder. No administrator rights are needed.
::failed 道具（uv）を入れられませんでした。インターネットにつながっているかを確かめ、もう一度ダブルクリックしてください。
::failed uv could not be fetched. Check the Internet connection, and double-click again.
::opening 机を開いています。ブラウザーが開くまで、しばらくお待ちください。この窓は、机を使うあいだ開けておきます。
::opening Opening the desk. Keep this window open while you use it.
::stopped 机を開けませんでした。上に出ている文を、担当の方に見せてください。
::stopped The desk could not be opened. Please show the lines above to whoever looks after it.
