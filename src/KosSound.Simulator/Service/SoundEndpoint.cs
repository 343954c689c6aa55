using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Simulator.Descriptions;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Service;

/// <summary>The calls of <c>kos.sound.SoundService</c>, answered by a simulated device.</summary>
internal sealed class SoundEndpoint : SoundCalls
{
    private readonly SoundEngine _engine;
    private readonly DeviceDescription _device;

    public SoundEndpoint(SoundEngine engine)
    {
        _engine = engine;
        _device = engine.Device;
    }

    public override Task<GetAudioInfoResponse> GetAudioInfo(Empty request, ServerCallContext context) =>
        Task.FromResult(new GetAudioInfoResponse { Playback = Advertise(_device.Playback), Recording = Advertise(_device.Recording) });

    public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
    {
        FormatGuard.RequireAvailable(_device.Playback, "playback");
        if (!await requestStream.MoveNext(context.CancellationToken))
            throw Refusal.InvalidArgument("no message arrived: the first one must carry config");
        var config = requestStream.Current.Config;
        var play = Open(() => _engine.OpenPlayback(FormatGuard.Require(_device.Playback, "playback", config)));
        try
        {
            // Registered before the audio is taken: whoever goes away must not leave a sound behind.
            await using var gone = context.CancellationToken.UnsafeRegister(static state => ((PlaybackStream)state!).Abort(), play);
            do
                await TakeAsync(play, config!, requestStream.Current);
            while (await requestStream.MoveNext(context.CancellationToken));
            play.Complete();
            await play.Finished;
            context.CancellationToken.ThrowIfCancellationRequested();
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw Fold(e, context);
        }
        finally
        {
            _engine.Release(play);
        }

        return play.LeftOverBytes == 0
            ? new ActionResponse { Success = true }
            : throw Refusal.InvalidArgument($"audio_data ends inside a frame: {play.LeftOverBytes} of {play.Format.BytesPerFrame} bytes; everything before was played");
    }

    public override async Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
    {
        var format = FormatGuard.Require(_device.Recording, "recording", request.Config);
        long? limit = request.DurationMs == 0 ? null : format.FramesIn(TimeSpan.FromMilliseconds(request.DurationMs));
        var recording = Open(() => _engine.OpenRecording(format, limit));
        try
        {
            await using var gone = context.CancellationToken.UnsafeRegister(static state => ((RecordingStream)state!).Abort(), recording);
            await DeliverAsync(recording, responseStream);
            context.CancellationToken.ThrowIfCancellationRequested();
        }
        catch (Exception e)
        {
            _engine.Clock.RecordingAbandoned();
            throw Fold(e, context);
        }
        finally
        {
            _engine.Release(recording);
        }
    }

    public override Task<ActionResponse> StopRecording(Empty request, ServerCallContext context) =>
        Task.FromResult(_engine.StopRecording()
            ? new ActionResponse { Success = true }
            : new ActionResponse { Error = new Error { Code = ErrorCode.InvalidArgument, Message = "no recording is under way" } });

    private static AudioCapabilities Advertise(SideDescription side) => new()
    {
        Available = side.Available,
        SampleRates = { side.RatesHz.Select(rate => (uint)rate) },
        BitDepths = { side.BitDepths.Select(depth => (uint)depth) },
        Channels = { side.Channels.Select(channels => (uint)channels) },
    };

    private async ValueTask TakeAsync(PlaybackStream play, AudioConfig config, PlayMessage message)
    {
        using var used = message;
        if (message.Config is { } repeated && !repeated.Equals(config))
            throw Refusal.InvalidArgument("config differs from the one of the first message: a play keeps its format");
        var audio = message.Audio;
        while (true)
        {
            audio = audio[play.Offer(audio.Span)..];
            // While there is no room the next message stays in the network, whose flow control holds the sender back.
            await play.WaitForRoomAsync();
            if (audio.IsEmpty)
                break;
        }

        _engine.Clock.PlayMessageArrived();
    }

    private static async Task DeliverAsync(RecordingStream recording, IServerStreamWriter<RecordMessage> responseStream)
    {
        var buffer = new byte[recording.MessageBytes];
        var message = new RecordMessage();
        for (var taken = await recording.TakeAsync(buffer); taken > 0; taken = await recording.TakeAsync(buffer))
        {
            message.Audio = buffer.AsMemory(0, taken);
            await responseStream.WriteAsync(message);
        }
    }

    private static T Open<T>(Func<T> open)
    {
        try
        {
            return open();
        }
        catch (DeviceBusyException e)
        {
            throw Refusal.FailedPrecondition(e.Message);
        }
        catch (ObjectDisposedException)
        {
            throw Refusal.ShuttingDown();
        }
    }

    private static RpcException Fold(Exception e, ServerCallContext context) => e switch
    {
        RpcException refusal => refusal,
        RecordingOverflowException => Refusal.Overflow(e.Message),
        _ when context.CancellationToken.IsCancellationRequested => Refusal.Cancelled(),
        OperationCanceledException => Refusal.ShuttingDown(),
        _ => Refusal.Broken(e),
    };
}
