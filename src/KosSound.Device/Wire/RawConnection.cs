using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using KosSound.Device.Errors;

namespace KosSound.Device.Wire;

/// <summary>An HTTP/2 connection on which gRPC frames are made by hand, to say what a gRPC library never would.</summary>
public sealed class RawConnection : IDisposable
{
    private const string Service = "/kos.sound.SoundService/";

    private readonly ConnectionKeeper _keeper = new();
    private readonly HttpMessageInvoker _http;
    private readonly DeviceOptions _options;
    private readonly Func<TimeSpan> _now;

    /// <param name="device">The device to speak to; the connection is one of its own.</param>
    public RawConnection(SoundDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        _options = device.Options;
        _now = () => device.Now;
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = _keeper.ConnectAsync,
            ConnectTimeout = _options.ConnectTimeout,
            UseProxy = false,
        });
    }

    /// <summary>Sends one request and reads the answer to its end, at most so long.</summary>
    /// <param name="method">Name of the method, existing or not.</param>
    /// <param name="body">The bytes of the body, frames included; the stream is half-closed after them.</param>
    /// <param name="allowed">Longest wait in real time; later is <see cref="RawAnswer.Silent"/>.</param>
    /// <param name="contentType">Content type to claim.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<RawAnswer> AskAsync(string method, ReadOnlyMemory<byte> body, TimeSpan allowed, string contentType = "application/grpc", CancellationToken cancellationToken = default)
    {
        using var call = Open(method, contentType);
        await call.WriteAsync(body);
        call.HalfClose();
        return await call.AnswerAsync(allowed, cancellationToken);
    }

    /// <summary>Opens a stream whose body is written by and by.</summary>
    /// <param name="method">Name of the method, existing or not.</param>
    /// <param name="contentType">Content type to claim.</param>
    /// <param name="grpcTimeout">Deadline to send along, for example <c>500m</c>; the client itself does not heed it.</param>
    public RawCall Open(string method, string contentType = "application/grpc", string? grpcTimeout = null)
    {
        var call = new RawCall(_options.Trace, _now, method);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_options.Endpoint, Service + method))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = call.Content,
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        if (grpcTimeout is not null)
            request.Headers.TryAddWithoutValidation("grpc-timeout", grpcTimeout);
        call.Start(_http, request);
        return call;
    }

    /// <summary>Breaks the TCP connection with a reset.</summary>
    public void Cut() => _keeper.Cut();

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _keeper.Dispose();
    }
}

/// <summary>One raw stream.</summary>
public sealed class RawCall : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ByHandContent _content = new();
    private readonly Action<string> _note;
    private Task<RawAnswer>? _answer;

    internal RawCall(WireTrace? trace, Func<TimeSpan> now, string method)
    {
        var name = $"#{trace?.NewCall()} raw {method}";
        _note = what => trace?.Add(now(), name, what);
    }

    internal HttpContent Content => _content;

    /// <summary>Writes bytes of the body; returns early when the stream has ended.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        _note(string.Create(CultureInfo.InvariantCulture, $"→ {bytes.Length} bytes: {Convert.ToHexStringLower(bytes.Span[..Math.Min(bytes.Length, 16)])}{(bytes.Length > 16 ? "…" : "")}"));
        await _content.WriteAsync(bytes, _answer!);
    }

    /// <summary>Ends the body.</summary>
    public void HalfClose()
    {
        _note("→ half-close");
        _content.Complete();
    }

    /// <summary>The answer, at most so long from now.</summary>
    public async Task<RawAnswer> AnswerAsync(TimeSpan allowed, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _answer!.WaitAsync(allowed, cancellationToken);
        }
        catch (TimeoutException)
        {
            _note("no answer in time");
            return new RawAnswer { Silent = true };
        }
    }

    /// <summary>Cancels the stream when it has not ended.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _content.Complete();
        _ = _answer?.ContinueWith(_ => _stop.Dispose(), TaskScheduler.Default);
    }

    internal void Start(HttpMessageInvoker http, HttpRequestMessage request) => _answer = ReceiveAsync(http, request);

    private async Task<RawAnswer> ReceiveAsync(HttpMessageInvoker http, HttpRequestMessage request)
    {
        RawAnswer answer;
        try
        {
            using var response = await http.SendAsync(request, _stop.Token);
            answer = await ReadAsync(response);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or InvalidOperationException)
        {
            answer = new RawAnswer { Broken = Folding.Printable((e.InnerException ?? e).Message) };
        }

        _note($"← {answer}");
        _content.Complete();
        return answer;
    }

    private async Task<RawAnswer> ReadAsync(HttpResponseMessage response)
    {
        var (bytes, broken) = (0L, (string?)null);
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(_stop.Token);
            var buffer = new byte[4096];
            for (int count; (count = await body.ReadAsync(buffer, _stop.Token)) > 0;)
                bytes += count;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            broken = Folding.Printable((e.InnerException ?? e).Message);
        }

        var status = Header(response, "grpc-status");
        return new RawAnswer
        {
            HttpStatus = (int)response.StatusCode,
            GrpcStatus = int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? (StatusCode)code : null,
            GrpcMessage = Folding.Printable(Uri.UnescapeDataString(Header(response, "grpc-message") ?? "")),
            BodyBytes = bytes,
            Broken = broken,
        };
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.TrailingHeaders.TryGetValues(name, out var trailers) ? trailers.First()
        : response.Headers.TryGetValues(name, out var headers) ? headers.First()
        : null;

    /// <summary>A body written from outside while it is being sent.</summary>
    private sealed class ByHandContent : HttpContent
    {
        private readonly TaskCompletionSource<Stream> _stream = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task WriteAsync(ReadOnlyMemory<byte> bytes, Task answer)
        {
            if (await Task.WhenAny(_stream.Task, answer) == answer)
                return;
            var write = WriteThroughAsync(await _stream.Task, bytes);
            await Task.WhenAny(write, answer);
        }

        public void Complete() => _complete.TrySetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.FlushAsync();
            _stream.TrySetResult(stream);
            await _complete.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        private static async Task WriteThroughAsync(Stream stream, ReadOnlyMemory<byte> bytes)
        {
            try
            {
                await stream.WriteAsync(bytes);
                await stream.FlushAsync();
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
            {
                // The stream has ended; the answer says how.
            }
        }
    }
}
