using System.Diagnostics;
using FluentAssertions;
using KosSound.Conformance.Reports.Html;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Reports.Html;

public sealed class HtmlReportSpeedTests
{
    [Test]
    public void A_run_of_190_formats_is_written_in_less_than_3_s_and_stays_below_10_MB()
    {
        var input = FakeRuns.Studio();
        using var counter = new CountingStream();
        using var writer = new StreamWriter(counter);
        var best = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < 3 && best > TimeSpan.FromSeconds(3); attempt++)
        {
            counter.Bytes = 0;
            var watch = Stopwatch.StartNew();
            HtmlReport.Write(writer, input);
            writer.Flush();
            best = watch.Elapsed < best ? watch.Elapsed : best;
        }
        TestContext.Out.WriteLine($"{input.Run.Header.Formats.Count} formats, {counter.Bytes} bytes, {best.TotalSeconds:F2} s");
        best.Should().BeLessThan(TimeSpan.FromSeconds(3), "time to write 190 formats, the best of at most three (other work may share the machine)");
        counter.Bytes.Should().BeLessThan(10_000_000, "bytes of 190 formats");
    }

    private sealed class CountingStream : Stream
    {
        public long Bytes { get; set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Bytes;

        public override long Position { get => Bytes; set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Bytes += count;
    }
}
