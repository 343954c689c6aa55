# Builds what changed, then hands everything to the command. run.sh says the same in POSIX shell.
$root = $PSScriptRoot
$command = "$root/src/KosSound.Cli/bin/Release/net10.0/kos-sound.dll"
if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) { [Console]::Error.WriteLine("run.ps1: the .NET 10 SDK is needed and 'dotnet' is not on the PATH; see https://dot.net"); exit 3 }
$sources = Get-ChildItem "$root/src", "$root/suites", "$root/protos", "$root/fixtures", "$root/Directory.*" -Recurse -File | Where-Object { $_.FullName -notmatch '[\\/](bin|obj)[\\/]' }
if (-not (Test-Path $command) -or ($sources | Where-Object { $_.LastWriteTime -gt (Get-Item $command).LastWriteTime })) {
    [Console]::Error.WriteLine("Building (once, and after changes) ...")
    dotnet build "$root/KosSoundConformance.sln" -c Release -v quiet "-clp:ErrorsOnly;NoSummary" -nologo | ForEach-Object { [Console]::Error.WriteLine($_) }
    if ($LASTEXITCODE -ne 0) { [Console]::Error.WriteLine("run.ps1: the suite could not be built; the lines above say why"); exit 3 }
    (Get-Item $command).LastWriteTime = Get-Date
}
dotnet $command @args
exit $LASTEXITCODE
