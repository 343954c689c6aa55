using System.Formats.Tar;
using System.Security.Cryptography;
using FluentAssertions;
using KosSound.Suites.Images;
using NUnit.Framework;

namespace KosSound.SelfTests.Suites.Container;

[Platform("Linux")]
public sealed class HostRuntimeTests
{
    [Test]
    public async Task The_base_image_is_the_same_bytes_for_the_same_machine()
    {
        HostRuntime.Find().Tag.Should().Be(HostRuntime.Find().Tag).And.StartWith($"kos-sound-host-runtime:{Environment.Version.ToString(3)}-");
        (await DigestAsync()).Should().Be(await DigestAsync());
    }

    [Test]
    public async Task It_holds_the_runtime_and_everything_its_programs_ask_the_loader_for()
    {
        var entries = await EntriesAsync();
        entries.Keys.Should().OnlyContain(name => !name.StartsWith('/') && !name.Contains(".."), "paths of an archive are relative to its root");
        entries.Keys.Should().Contain(["usr/share/dotnet/dotnet", "usr/bin/dotnet", "tmp/"]);
        entries.Keys.Should().Contain(name => name.EndsWith("/libhostfxr.so", StringComparison.Ordinal))
            .And.Contain(name => name.EndsWith("/libcoreclr.so", StringComparison.Ordinal))
            .And.Contain(name => name.EndsWith("/Microsoft.AspNetCore.dll", StringComparison.Ordinal));
        foreach (var library in new[] { "libc.so", "libm.so", "libgcc_s.so", "libstdc++.so", "libssl.so", "libcrypto.so" })
            entries.Keys.Should().Contain(name => Path.GetFileName(name).StartsWith(library, StringComparison.Ordinal), library);
        var loader = ElfInterpreter.Of(Environment.ProcessPath!)!;
        entries.Should().ContainKey(loader[1..], "the kernel starts programs by the loader they name");
    }

    [Test]
    public async Task Every_link_leads_to_something_in_the_archive()
    {
        var entries = await EntriesAsync();
        var dangling = entries.Where(e => e.Value is { } target && !entries.ContainsKey(Resolve(e.Key, target))).Select(e => $"{e.Key} -> {e.Value}");
        dangling.Should().BeEmpty();

        static string Resolve(string link, string target) =>
            target.StartsWith('/') ? target[1..] : $"{Path.GetDirectoryName(link)}/{target}";
    }

    [Test]
    public void What_is_no_program_asks_for_no_loader() => ElfInterpreter.Of(typeof(HostRuntimeTests).Assembly.Location).Should().BeNull();

    private static async Task<Dictionary<string, string?>> EntriesAsync()
    {
        using var archive = Write();
        await using var reader = new TarReader(archive);
        var entries = new Dictionary<string, string?>();
        while (await reader.GetNextEntryAsync() is { } entry)
            entries.Add(entry.Name, entry.EntryType == TarEntryType.SymbolicLink ? entry.LinkName : null);
        return entries;
    }

    private static async Task<string> DigestAsync()
    {
        using var archive = Write();
        return Convert.ToHexString(await SHA256.HashDataAsync(archive));
    }

    private static MemoryStream Write()
    {
        var archive = new MemoryStream();
        HostRuntime.Find().Write(archive);
        archive.Position = 0;
        return archive;
    }
}
