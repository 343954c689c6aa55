using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using FluentAssertions;
using Google.Protobuf;
using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Pcm;
using NUnit.Framework;
using Empty = Google.Protobuf.WellKnownTypes.Empty;

namespace KosSound.SelfTests.Simulator.Service;

/// <summary>What no honest client sends: the device answers with an error, and the next call works.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class WireTests
{
    private static readonly DeviceFormat Mono16 = new(16_000, 16, 1);

    // A gRPC message is a flag, a length of four bytes, and that many bytes of protobuf.
    private static readonly object[] Malformed =
    [
        new object[] { "PlayAudio", new byte[] { 0, 0, 0, 0, 2, 0x12, 0x7F } },
        new object[] { "PlayAudio", new byte[] { 0, 0, 0, 0, 1, 0x0F } },
        new object[] { "PlayAudio", new byte[] { 0, 0, 0, 0, 3, 0x0A, 0x01, 0xFF } },
        new object[] { "PlayAudio", new byte[] { 0, 0, 0, 0, 3, 0x18, 0xFF, 0xFF } },
        new object[] { "PlayAudio", new byte[] { 0, 0, 0, 0, 1, 0x00 } },
        new object[] { "PlayAudio", new byte[] { 0, 0, 0, 0, 9, 0x0A } },
        new object[] { "PlayAudio", new byte[] { 0, 0, 0 } },
        new object[] { "PlayAudio", new byte[] { 0, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3 } },
        new object[] { "PlayAudio", new byte[] { 7, 0, 0, 0, 0 } },
        new object[] { "RecordAudio", new byte[] { 0, 0, 0, 0, 2, 0x0A, 0x7F } },
        new object[] { "RecordAudio", Array.Empty<byte>() },
        new object[] { "GetAudioInfo", new byte[] { 0, 0, 0, 0, 1, 0x0F } },
        new object[] { "StopRecording", new byte[] { 1, 0, 0, 0, 1, 0x0F } },
    ];

    private static IEnumerable<TestCaseData> Garbage =>
    [
        new TestCaseData("GET / HTTP/1.1\r\nHost: x\r\n\r\n").SetArgDisplayNames("HTTP/1.1"),
        new TestCaseData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\u0001\u0002\u0003 this is no frame").SetArgDisplayNames("no frame"),
        new TestCaseData("no HTTP at all, and no end of it either").SetArgDisplayNames("text"),
        new TestCaseData("\u0016\u0003\u0001 a TLS client hello").SetArgDisplayNames("TLS"),
    ];

    [TestCaseSource(nameof(Malformed))]
    public async Task A_malformed_message_ends_its_call_with_an_error_and_the_next_works(string method, byte[] body)
    {
        await using var bench = await Bench.StartAsync();

        var status = await PostAsync(bench, method, body, "application/grpc");

        status.Should().NotBeNull().And.NotBe("0", "the body was {0}", Convert.ToHexString(body));
        (await bench.PlayAsync(Mono16, Bench.Noise(Mono16, 160))).Success.Should().BeTrue();
        (await bench.RecordAsync(Mono16, 10)).Should().HaveCount(320, "10 ms at 16 kHz, 16 bit (bytes)");
    }

    [Test]
    public async Task A_wrong_content_type_is_refused()
    {
        await using var bench = await Bench.StartAsync();

        var status = await PostAsync(bench, "GetAudioInfo", [0, 0, 0, 0, 0], "text/plain");

        status.Should().NotBe("0");
    }

    [Test]
    public async Task A_method_that_does_not_exist_is_unimplemented()
    {
        await using var bench = await Bench.StartAsync();

        (await PostAsync(bench, "SelfDestruct", [0, 0, 0, 0, 0], "application/grpc")).Should().Be("12", "UNIMPLEMENTED is 12");
    }

    [Test]
    public async Task Unknown_fields_of_every_kind_are_ignored()
    {
        await using var bench = await Bench.StartAsync();
        // Field 3 varint, 4 fixed64, 5 bytes, 6 a group holding field 7, 8 fixed32, before and after an honest message.
        byte[] unknown = [0x18, 0x96, 0x01, 0x21, 1, 2, 3, 4, 5, 6, 7, 8, 0x2A, 2, 9, 9, 0x33, 0x38, 1, 0x34, 0x45, 1, 2, 3, 4];
        byte[] config = [.. unknown, .. new PlayAudioRequest { Config = Bench.Config(Mono16), AudioData = ByteString.CopyFrom(new byte[320]) }.ToByteArray(), .. unknown];

        var status = await PostAsync(bench, "PlayAudio", Frame(config), "application/grpc");

        status.Should().Be("0", "the play is accepted");
    }

    [Test]
    public async Task A_message_of_16_MiB_is_refused()
    {
        await using var bench = await Bench.StartAsync();
        using var call = bench.Client.PlayAudio(Bench.Options());
        await call.RequestStream.WriteAsync(new PlayAudioRequest { Config = Bench.Config(Mono16) });
        var write = call.RequestStream.WriteAsync(new PlayAudioRequest { AudioData = ByteString.CopyFrom(new byte[16 << 20]) });

        var refusal = await Bench.RefusalOf(call.ResponseAsync);

        refusal.StatusCode.Should().Be(StatusCode.ResourceExhausted);
        await write.ContinueWith(_ => { }, TaskScheduler.Default);
        (await bench.RecordAsync(Mono16, 10)).Should().HaveCount(320, "10 ms at 16 kHz, 16 bit (bytes)");
    }

    [Test, NonParallelizable]
    public async Task A_message_of_1_GiB_is_refused_as_soon_as_it_says_its_length_in_bounded_memory()
    {
        await using var bench = await Bench.StartAsync();
        using var client = new HttpClient { Timeout = Bench.Patience };
        var body = new EndlessMessage(1 << 30);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(bench.Device.Endpoint, "kos.sound.SoundService/PlayAudio"))
        {
            Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = body,
        };
        request.Headers.TE.ParseAdd("trailers");
        var before = GC.GetTotalMemory(forceFullCollection: true);

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var grownBytes = GC.GetTotalMemory(forceFullCollection: true) - before;

        (await StatusAsync(response)).Should().Be("8", "RESOURCE_EXHAUSTED is 8; {0} of 1 073 741 824 bytes were taken", body.Sent);
        body.Sent.Should().BeLessThan(64 << 20, "bytes the device let through of a message it refuses");
        grownBytes.Should().BeLessThan(32 << 20, "bytes of memory");
        (await bench.PlayAsync(Mono16, Bench.Noise(Mono16, 160))).Success.Should().BeTrue("the service goes on");
    }

    [Test, NonParallelizable]
    public async Task A_hundred_clients_that_record_at_once_cost_bounded_memory_and_one_is_served()
    {
        await using var bench = await Bench.StartAsync();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var first = bench.Client.RecordAudio(new RecordAudioRequest { Config = Bench.Config(Mono16) }, Bench.Options());
        (await first.ResponseStream.MoveNext(default)).Should().BeTrue("the first records");

        var statuses = await Task.WhenAll(Enumerable.Range(0, 99).Select(async _ => (await Bench.RefusalOf(bench.RecordAsync(Mono16, 10))).StatusCode));
        var grownBytes = GC.GetTotalMemory(forceFullCollection: true) - before;

        statuses.Should().OnlyContain(status => status == StatusCode.FailedPrecondition, "the microphone is taken");
        grownBytes.Should().BeLessThan(32 << 20, "bytes of memory");
        (await first.ResponseStream.MoveNext(default)).Should().BeTrue("the first goes on recording");
        await bench.Client.StopRecordingAsync(new Empty(), Bench.Options());
        (await Bench.WhenFreeAsync(() => bench.RecordAsync(Mono16, 10))).Should().HaveCount(320, "10 ms at 16 kHz, 16 bit (bytes)");
    }

    [TestCaseSource(nameof(Garbage))]
    public async Task A_client_that_does_not_speak_the_protocol_is_dropped_and_others_are_served(string garbage)
    {
        await using var bench = await Bench.StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, bench.Device.Endpoint.Port);
        await client.GetStream().WriteAsync(System.Text.Encoding.Latin1.GetBytes(garbage));
        using var limit = new CancellationTokenSource(Bench.Patience);

        var answer = new byte[4_096];
        while (await ReadOrDroppedAsync(client.GetStream(), answer, limit.Token) > 0)
            limit.Token.ThrowIfCancellationRequested();

        (await bench.Client.GetAudioInfoAsync(new Empty(), Bench.Options())).Playback.Available.Should().BeTrue();
    }

    [Test]
    public async Task A_connection_cut_while_playing_and_recording_frees_the_device()
    {
        await using var bench = await Bench.StartAsync();
        using (var channel = Grpc.Net.Client.GrpcChannel.ForAddress(bench.Device.Endpoint, new() { HttpHandler = new SocketsHttpHandler(), DisposeHttpClient = true }))
        {
            var lost = new SoundService.SoundServiceClient(channel);
            var play = lost.PlayAudio(Bench.Options());
            await play.RequestStream.WriteAsync(new PlayAudioRequest { Config = Bench.Config(Mono16), AudioData = ByteString.CopyFrom(new byte[3_200]) });
            var record = lost.RecordAudio(new RecordAudioRequest { Config = Bench.Config(Mono16) }, Bench.Options());
            (await record.ResponseStream.MoveNext(CancellationToken.None)).Should().BeTrue();
        }

        (await Bench.WhenFreeAsync(() => bench.PlayAsync(Mono16, Bench.Noise(Mono16, 160)))).Success.Should().BeTrue();
        (await Bench.WhenFreeAsync(() => bench.RecordAsync(Mono16, 10))).Should().HaveCount(320, "10 ms at 16 kHz, 16 bit (bytes)");
    }

    private static byte[] Frame(byte[] message) => [0, 0, 0, (byte)(message.Length >> 8), (byte)message.Length, .. message];

    private static async Task<string?> PostAsync(Bench bench, string method, byte[] body, string contentType)
    {
        using var client = new HttpClient { Timeout = Bench.Patience };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(bench.Device.Endpoint, $"kos.sound.SoundService/{method}"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } },
        };
        request.Headers.TE.ParseAdd("trailers");
        using var response = await client.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
        return new[] { response.TrailingHeaders, response.Headers }
            .Select(headers => headers.TryGetValues("grpc-status", out var values) ? values.Single() : null)
            .FirstOrDefault(status => status is not null);
    }

    private static async Task<int> ReadOrDroppedAsync(NetworkStream stream, byte[] into, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.ReadAsync(into, cancellationToken);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static async Task<string?> StatusAsync(HttpResponseMessage response)
    {
        await response.Content.ReadAsByteArrayAsync();
        return response.Headers.Concat(response.TrailingHeaders).Where(header => header.Key == "grpc-status").Select(header => header.Value.Single()).SingleOrDefault();
    }

    /// <summary>One gRPC message that announces its length and sends it as fast as it is taken.</summary>
    private sealed class EndlessMessage : HttpContent
    {
        private readonly int _length;
        private long _sent;

        public EndlessMessage(int length)
        {
            _length = length;
            Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        }

        public long Sent => Interlocked.Read(ref _sent);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(new byte[] { 0, (byte)(_length >> 24), (byte)(_length >> 16), (byte)(_length >> 8), (byte)_length });
            var part = new byte[1 << 16];
            while (Sent < _length)
            {
                await stream.WriteAsync(part);
                Interlocked.Add(ref _sent, part.Length);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
