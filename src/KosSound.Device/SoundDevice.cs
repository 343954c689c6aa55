using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using KOS.Common;
using KOS.Sound;
using KosSound.Device.Capabilities;
using KosSound.Device.Capture;
using KosSound.Device.Errors;
using KosSound.Device.Playback;
using KosSound.Device.Wire;

namespace KosSound.Device;

/// <summary>
/// A connected KOS sound device. Every failure is a <see cref="SoundDeviceException"/>, cancellation by the caller an
/// <see cref="OperationCanceledException"/>; every call has a deadline. Thread-safe.
/// </summary>
public sealed class SoundDevice : IAsyncDisposable
{
    private readonly ConnectionKeeper _connections = new();
    private readonly GrpcChannel _channel;
    private readonly long _origin;

    private SoundDevice(DeviceOptions options, long origin)
    {
        Options = options;
        Where = $"{options.Endpoint.Host}:{options.Endpoint.Port}";
        _origin = origin;
        _channel = GrpcChannel.ForAddress(options.Endpoint, new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler
            {
                ConnectCallback = _connections.ConnectAsync,
                ConnectTimeout = options.ConnectTimeout,
                EnableMultipleHttp2Connections = true,
                UseProxy = false,
            },
            DisposeHttpClient = true,
            MaxReceiveMessageSize = 64 << 20,
            MaxSendMessageSize = null,
        });
        var invoker = options.Trace is { } trace ? _channel.Intercept(new TracingInterceptor(trace, () => Now)) : _channel.CreateCallInvoker();
        Client = new SoundService.SoundServiceClient(invoker);
    }

    /// <summary>How it was connected to.</summary>
    public DeviceOptions Options { get; }

    /// <summary><c>host:port</c>.</summary>
    public string Where { get; }

    /// <summary>The clock of all stamps of this device: time since it was connected to.</summary>
    public TimeSpan Now => Options.Time.GetElapsedTime(_origin);

    internal SoundService.SoundServiceClient Client { get; }

    /// <summary>Connects and makes sure that the service is there, within <see cref="DeviceOptions.ConnectTimeout"/>.</summary>
    /// <remarks>A device that answers GetAudioInfo with an error of its own is connected to: that is for the contract to judge.</remarks>
    /// <exception cref="SoundDeviceException">Name unknown, port closed, host silent, not gRPC, or not this service.</exception>
    public static async Task<SoundDevice> ConnectAsync(DeviceOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var device = new SoundDevice(options, options.Time.GetTimestamp());
        try
        {
            await new Connecting(device, cancellationToken).RunAsync();
            return device;
        }
        catch
        {
            await device.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Another connection to the same device, with stamps of the same clock, made by its first call. What goes wrong on it harms no call on
    /// this one: a server may close a whole connection when it refuses a stream to which the client still sends (RFC 9113, section 5.1).
    /// </summary>
    public SoundDevice OpenAnother() => new(Options, _origin);

    /// <summary>What the device advertises.</summary>
    /// <exception cref="SoundDeviceException">A failure, among them an in-band error in the answer.</exception>
    public async Task<DeviceCapabilities> GetCapabilitiesAsync(CancellationToken cancellationToken = default)
    {
        var asked = Stopwatch.GetTimestamp();
        var answer = await GetAudioInfoAsync(cancellationToken);
        var answerTime = Stopwatch.GetElapsedTime(asked);
        if (answer.Error is { } error)
            throw Folding.InBand("GetAudioInfo", Where, error);
        return DeviceCapabilities.From(answer, answerTime);
    }

    /// <summary>The answer to GetAudioInfo as received, an in-band error included.</summary>
    public Task<GetAudioInfoResponse> GetAudioInfoAsync(CancellationToken cancellationToken = default) =>
        AskAsync("GetAudioInfo", options => Client.GetAudioInfoAsync(new Empty(), options), Options.AnswerTimeout, cancellationToken);

    /// <summary>The answer to StopRecording as received, success or not.</summary>
    public Task<ActionResponse> AskStopRecordingAsync(CancellationToken cancellationToken = default) =>
        AskAsync("StopRecording", options => Client.StopRecordingAsync(new Empty(), options), Options.AnswerTimeout, cancellationToken);

    /// <summary>Stops the running recording.</summary>
    public async Task StopRecordingAsync(CancellationToken cancellationToken = default)
    {
        var answer = await AskStopRecordingAsync(cancellationToken);
        if (!answer.Success)
            throw Folding.InBand("StopRecording", Where, answer.Error);
    }

    /// <summary>Plays and waits for the answer; cancelling stops the sound.</summary>
    /// <exception cref="SoundDeviceException">Refused, failed, or not answered within its playing time and the answer time-out.</exception>
    public Task<PlayResult> PlayAsync(PlayRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.EffectiveChunkBytes, 1, nameof(request));
        return new Player(this, request, $"PlayAudio {request.Format}").PlayAsync(cancellationToken);
    }

    /// <summary>Opens a PlayAudio call to be fed message by message.</summary>
    public PlayCall OpenPlay(string request = "PlayAudio", CancellationToken cancellationToken = default) => new(this, request, cancellationToken);

    /// <summary>True once a recording was cancelled before it had ended: the device may be busy with it for a while.</summary>
    public bool HasCancelledRecording { get; internal set; }

    /// <summary>Starts recording; nothing is awaited.</summary>
    public Recording StartRecording(RecordRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Duration is { } duration && duration.TotalMilliseconds is < 0.5 or > uint.MaxValue)
            throw new ArgumentException($"duration {duration} is not within 1 … 2^32 − 1 ms", nameof(request));
        return new Recording(this, request, cancellationToken);
    }

    /// <summary>
    /// Waits for something the device has to do, so long by the wall clock and by <see cref="DeviceOptions.Time"/>, whichever
    /// is longer.
    /// </summary>
    /// <param name="task">What is awaited; its own failure is thrown as it is.</param>
    /// <param name="allowed">Longest wait.</param>
    /// <param name="what">What is awaited, for the message: <c>the first recorded audio</c>.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="SoundDeviceException">It did not come in time.</exception>
    public async Task WaitAsync(Task task, TimeSpan allowed, string what, CancellationToken cancellationToken = default)
    {
        using var patience = new Patience(Options.Time, Options.AnswerTimeout, cancellationToken);
        patience.Allow(allowed);
        try
        {
            await task.WaitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (patience.Expired && !task.IsCompleted)
        {
            throw Folding.TimedOut($"waiting for {what}", Where, allowed, "it never came");
        }
    }

    /// <summary>Breaks the TCP connection with a reset, as a client that dies does; the next call opens a new one.</summary>
    public void CutConnection() => _connections.Cut();

    /// <summary>Closes the connection; calls under way are cancelled.</summary>
    public ValueTask DisposeAsync()
    {
        _channel.Dispose();
        _connections.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>One question, one answer, in real time.</summary>
    internal async Task<T> AskAsync<T>(string request, Func<CallOptions, AsyncUnaryCall<T>> ask, TimeSpan allowed, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(allowed);
        try
        {
            using var call = ask(new CallOptions(cancellationToken: deadline.Token));
            return await call.ResponseAsync;
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Cancelled && deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Folding.TimedOut(request, Where, allowed, "the device accepted the connection and then said nothing");
        }
        catch (Exception e)
        {
            throw Folding.Fold(e, request, Where, cancellationToken);
        }
    }
}
