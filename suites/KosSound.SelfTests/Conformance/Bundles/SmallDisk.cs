using KosSound.Conformance.Bundles;

namespace KosSound.SelfTests.Conformance.Bundles;

/// <summary>A disk with room for a few bytes beyond the first two lines of the log; then every write fails as a full disk does.</summary>
internal sealed class SmallDisk(long bytes) : BundleDisk
{
    private long _left = bytes == 0 ? 0 : bytes + 4_000;

    public override Stream CreateNew(string path) => new Limited(this, base.CreateNew(path));

    private void Take(int count)
    {
        if (Interlocked.Add(ref _left, -count) < 0)
            throw new IOException("No space left on device");
    }

    private sealed class Limited(SmallDisk disk, Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => throw new NotSupportedException();
        }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            disk.Take(buffer.Length);
            inner.Write(buffer);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
