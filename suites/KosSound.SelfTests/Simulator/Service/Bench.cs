using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using KOS.Common;
using KOS.Sound;
using KosSound.Simulator;
using KosSound.Simulator.Descriptions;
using KosSound.Simulator.DeviceFiles;
using KosSound.Simulator.Pcm;
using Empty = Google.Protobuf.WellKnownTypes.Empty;

namespace KosSound.SelfTests.Simulator.Service;

/// <summary>A simulated device and a client of its own generated stubs, over a real socket.</summary>
internal sealed class Bench : IAsyncDisposable
{
    /// <summary>Longest wait for anything in these tests: a hang, not a measure of speed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The reference device, gathering a whole play before it begins: what is sent in real time on a busy machine must not run
    /// dry for the machine's fault.
    /// </summary>
    public static readonly DeviceDescription Unhurried = DeviceFile.Reference with
    {
        PlaybackBuffer = TimeSpan.FromSeconds(10),
        StartThreshold = TimeSpan.FromSeconds(10),
    };

    private readonly GrpcChannel _channel;

    private Bench(SimulatedDevice device)
    {
        Device = device;
        _channel = GrpcChannel.ForAddress(device.Endpoint);
        Client = new SoundService.SoundServiceClient(_channel);
    }

    public SimulatedDevice Device { get; }

    public SoundService.SoundServiceClient Client { get; }

    public static Task<Bench> StartAsync(DeviceDescription? description = null, TimeMode mode = TimeMode.RealTime) =>
        StartAsync(description ?? DeviceFile.Reference, new SimulatorOptions { TimeMode = mode });

    public static async Task<Bench> StartAsync(DeviceDescription description, SimulatorOptions options) =>
        new(await SimulatedDevice.StartAsync(description, options));

    public static AudioConfig Config(DeviceFormat format) =>
        new() { SampleRate = (uint)format.RateHz, BitDepth = (uint)format.BitDepth, Channels = (uint)format.Channels };

    /// <summary>Random bytes whose first and last frames are not silence.</summary>
    public static byte[] Noise(DeviceFormat format, int frames, int seed = 7)
    {
        var pcm = new byte[frames * format.BytesPerFrame];
        new Random(seed).NextBytes(pcm);
        pcm[0] |= 1;
        pcm[^format.BytesPerFrame] |= 1;
        return pcm;
    }

    /// <summary>A deadline, so that a hang fails.</summary>
    public static CallOptions Options(CancellationToken cancellationToken = default) =>
        new(deadline: DateTime.UtcNow + Patience, cancellationToken: cancellationToken);

    /// <summary>Plays bytes in messages of a size, as fast as the device takes them.</summary>
    public async Task<ActionResponse> PlayAsync(DeviceFormat format, ReadOnlyMemory<byte> pcm, int messageBytes = 4_096)
    {
        using var call = Client.PlayAudio(Options());
        await SendAsync(call, new PlayAudioRequest { Config = Config(format) });
        for (; !pcm.IsEmpty; pcm = pcm[Math.Min(messageBytes, pcm.Length)..])
            await SendAsync(call, new PlayAudioRequest { AudioData = UnsafeByteOperations.UnsafeWrap(pcm[..Math.Min(messageBytes, pcm.Length)]) });
        await call.RequestStream.CompleteAsync();
        var answer = await call.ResponseAsync;
        Device.PlayEnded();
        return answer;
    }

    /// <summary>Sends one message, told to a device in simulated time.</summary>
    public async Task SendAsync(AsyncClientStreamingCall<PlayAudioRequest, ActionResponse> call, PlayAudioRequest message)
    {
        Device.PlayMessageLeaving();
        await call.RequestStream.WriteAsync(message);
    }

    /// <summary>Fails with the status a call is expected to end with.</summary>
    public static async Task<RpcException> RefusalOf<T>(Task<T> call)
    {
        try
        {
            var answer = await call;
            throw new NUnit.Framework.AssertionException($"a refusal was expected; the answer was {answer}");
        }
        catch (RpcException e)
        {
            return e;
        }
    }

    /// <summary>Tries again until the device takes a call, at most for <see cref="Patience"/>: it learns of a lost client a moment later.</summary>
    public static async Task<T> WhenFreeAsync<T>(Func<Task<T>> call)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                return await call();
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.FailedPrecondition && !limit.IsCancellationRequested)
            {
                await Task.Yield();
            }
        }
    }

    /// <summary>Records a duration.</summary>
    public async Task<byte[]> RecordAsync(DeviceFormat format, uint durationMs)
    {
        using var call = Client.RecordAudio(new RecordAudioRequest { Config = Config(format), DurationMs = durationMs }, Options());
        using var pcm = new MemoryStream();
        await foreach (var message in call.ResponseStream.ReadAllAsync())
        {
            message.AudioData.WriteTo(pcm);
            Device.RecordMessageStamped(message.AudioData.Length);
        }

        return pcm.ToArray();
    }

    /// <summary>What is recorded around something that is played: begins before, ends once it was answered and has died away.</summary>
    public async Task<Heard> LoopAsync(DeviceFormat format, Func<Task> play)
    {
        using var call = Client.RecordAudio(new RecordAudioRequest { Config = Config(format) }, Options());
        using var pcm = new MemoryStream();
        Task? playing = null;
        long? enough = null;
        await foreach (var message in call.ResponseStream.ReadAllAsync())
        {
            message.AudioData.WriteTo(pcm);
            Device.RecordMessageStamped(message.AudioData.Length);
            playing ??= play();
            if (enough is null && playing.IsCompleted)
                enough = pcm.Length + format.FramesIn(TimeSpan.FromMilliseconds(200)) * format.BytesPerFrame;
            else if (pcm.Length >= enough)
                await Client.StopRecordingAsync(new Empty(), Options());
        }

        await (playing ?? Task.CompletedTask);
        return Heard.In(pcm.ToArray(), format);
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await Device.DisposeAsync();
    }

    /// <param name="FirstFrame">Frame of the recording the sound begins at; null when nothing was heard.</param>
    /// <param name="Pcm">From the first frame that is not silence to the last.</param>
    public sealed record Heard(int? FirstFrame, byte[] Pcm)
    {
        public static Heard In(byte[] recorded, DeviceFormat format)
        {
            if (!recorded.AsSpan().ContainsAnyExcept((byte)0))
                return new Heard(null, []);
            var first = recorded.AsSpan().IndexOfAnyExcept((byte)0) / format.BytesPerFrame;
            var last = recorded.AsSpan().LastIndexOfAnyExcept((byte)0) / format.BytesPerFrame;
            return new Heard(first, recorded[(first * format.BytesPerFrame)..((last + 1) * format.BytesPerFrame)]);
        }

        /// <summary>Where the sound first differs from what was played, in words for an assertion; null when it does not.</summary>
        public string? DifferenceFrom(byte[] played)
        {
            var same = Pcm.AsSpan().CommonPrefixLength(played);
            return same == Pcm.Length && same == played.Length
                ? null
                : $"differs from byte {same} on; {Pcm.Length} bytes heard, {played.Length} bytes played";
        }
    }
}
