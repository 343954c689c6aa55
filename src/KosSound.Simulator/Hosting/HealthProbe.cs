using System.Net;

namespace KosSound.Simulator.Hosting;

/// <summary>Asks a simulator whether it serves: the container's health check, which has neither shell nor curl to ask with.</summary>
/// <remarks>One GetAudioInfo by hand over plaintext HTTP/2: the simulator carries no gRPC client.</remarks>
public static class HealthProbe
{
    private const string Call = "kos.sound.SoundService/GetAudioInfo";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    // Flag and length of an empty, uncompressed message: a length-prefixed message of gRPC over HTTP/2.
    private static readonly byte[] EmptyMessage = new byte[5];

    /// <summary>Asks once.</summary>
    /// <returns>Null when it is well, else what is not, in one line.</returns>
    public static async Task<string?> AskAsync(string authority, CancellationToken cancellation)
    {
        if (!Uri.TryCreate($"http://{authority}/{Call}", UriKind.Absolute, out var address))
            return $"'{authority}' is not HOST:PORT";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        try
        {
            var status = await StatusAsync(address, limit.Token);
            return status == "0" ? null : $"{authority} answers with gRPC status {status}";
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return $"{authority} does not answer: {(e is OperationCanceledException ? $"nothing for {Limit.TotalSeconds} s" : e.Message)}";
        }
    }

    private static async Task<string> StatusAsync(Uri address, CancellationToken cancellation)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(EmptyMessage),
        };
        request.Content.Headers.ContentType = new("application/grpc");
        request.Headers.TE.ParseAdd("trailers");
        using var response = await client.SendAsync(request, cancellation);
        await response.Content.ReadAsByteArrayAsync(cancellation);
        return Find(response.TrailingHeaders) ?? Find(response.Headers) ?? $"missing (HTTP {(int)response.StatusCode})";
    }

    private static string? Find(System.Net.Http.Headers.HttpResponseHeaders headers) =>
        headers.TryGetValues("grpc-status", out var values) ? values.FirstOrDefault() : null;
}
