#!/bin/sh
# Builds what changed, then hands everything to the command. run.ps1 says the same in PowerShell.
set -eu
root=$(cd "$(dirname "$0")" && pwd)
command=$root/src/KosSound.Cli/bin/Release/net10.0/kos-sound.dll
command -v dotnet >/dev/null || { echo "run.sh: the .NET 10 SDK is needed and 'dotnet' is not on the PATH; see https://dot.net" >&2; exit 3; }
if [ ! -f "$command" ] || [ -n "$(find "$root/src" "$root/suites" "$root/protos" "$root/fixtures" "$root"/Directory.* -type f -newer "$command" -not -path '*/bin/*' -not -path '*/obj/*')" ]; then
    echo "Building (once, and after changes) ..." >&2
    dotnet build "$root/KosSoundConformance.sln" -c Release -v quiet "-clp:ErrorsOnly;NoSummary" -nologo >&2 || { echo "run.sh: the suite could not be built; the lines above say why" >&2; exit 3; }
    touch "$command"
fi
exec dotnet "$command" "$@"
