using System.Buffers;
using FluentAssertions;
using Google.Protobuf;
using KOS.Sound;
using KosSound.Simulator.Service.Wire;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.Service.Wire;

/// <summary>The reader in pooled memory agrees with the generated one, on honest and on broken bytes.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class PlayMessageTests
{
    [Test]
    public void Random_messages_read_as_the_generated_reader_reads_them_in_one_or_several_pieces()
    {
        var random = new Random(5);
        for (var i = 0; i < 2_000; i++)
        {
            var encoded = Encode(random);
            var expected = PlayAudioRequest.Parser.ParseFrom(encoded);
            using var read = PlayMessage.Parse(Pieces(encoded, random));

            read.Config.Should().Be(expected.Config, "round {0} of seed 5", i);
            read.Audio.Span.SequenceEqual(expected.AudioData.Span).Should().BeTrue("round {0} of seed 5", i);
        }
    }

    [Test]
    public void Broken_bytes_are_refused_exactly_where_the_generated_reader_refuses_them()
    {
        var random = new Random(6);
        var refused = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = Encode(random).AsSpan().ToArray();
            for (var flips = random.Next(1, 4); flips > 0 && bytes.Length > 0; flips--)
                bytes[random.Next(Math.Min(bytes.Length, 24))] = (byte)random.Next(256);
            var generated = Reads(() => PlayAudioRequest.Parser.ParseFrom(bytes));
            var pooled = Reads(() => PlayMessage.Parse(new ReadOnlySequence<byte>(bytes)).Dispose());

            pooled.Should().Be(generated, "round {0} of seed 6: {1}", i, Convert.ToHexString(bytes));
            refused += generated ? 0 : 1;
        }

        refused.Should().BeInRange(2_000, 18_000, "the test sees both kinds (of 20000)");
    }

    [Test]
    public void A_stream_of_messages_allocates_nothing_for_each()
    {
        var encoded = new ReadOnlySequence<byte>(new PlayAudioRequest { AudioData = ByteString.CopyFrom(new byte[4_096]) }.ToByteArray());
        for (var i = 0; i < 100; i++)
            PlayMessage.Parse(encoded).Dispose();
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1_000; i++)
            PlayMessage.Parse(encoded).Dispose();

        // Other tests use the same pool; they may leave it empty for a moment.
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(10_000, "1000 messages of 4096 bytes went through (bytes)");
    }

    private static byte[] Encode(Random random)
    {
        var stream = new MemoryStream();
        for (var parts = random.Next(3); parts >= 0; parts--)
        {
            var message = new PlayAudioRequest();
            if (random.Next(2) == 0)
                message.Config = new AudioConfig { SampleRate = (uint)random.Next(3) * 48_000, BitDepth = (uint)random.Next(40), Channels = (uint)random.Next() };
            var audio = new byte[random.Next(4) == 0 ? 0 : random.Next(300)];
            random.NextBytes(audio);
            message.AudioData = ByteString.CopyFrom(audio);
            message.WriteTo(stream);
        }

        return stream.ToArray();
    }

    private static ReadOnlySequence<byte> Pieces(byte[] bytes, Random random)
    {
        var cut = random.Next(bytes.Length + 1);
        var first = new Piece(bytes.AsMemory(0, cut), 0);
        var last = first.Then(bytes.AsMemory(cut));
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private static bool Reads(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or MalformedMessageException)
        {
            return false;
        }
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, long start) => (Memory, RunningIndex) = (memory, start);

        public Piece Then(ReadOnlyMemory<byte> memory)
        {
            var next = new Piece(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
