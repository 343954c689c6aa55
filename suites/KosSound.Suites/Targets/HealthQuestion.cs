using System.Net;
using System.Text.Json;
using KosSound.Simulator;
using KosSound.Simulator.Service;

namespace KosSound.Suites.Targets;

/// <summary>
/// Asks a simulator in another process of this machine what it did late. Only what listens on a loopback address is asked, and what does
/// not answer as a simulator does is a device like any other: it is not asked again.
/// </summary>
internal sealed class HealthQuestion : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = Limit }) { Timeout = Limit };
    private readonly Uri _address;
    private bool _isSimulator;
    private bool _isNone;

    /// <param name="endpoint">Where the device listens.</param>
    public HealthQuestion(Uri endpoint)
    {
        _address = new Uri(endpoint, HealthPage.Path);
        _isNone = !endpoint.IsLoopback;
    }

    /// <summary>What the simulator did late so far; null where none is, or where it does not answer any more.</summary>
    public async Task<SimulatorHealth?> AskAsync()
    {
        if (_isNone)
            return null;
        var health = await TryAsync();
        _isSimulator |= health is not null;
        _isNone = !_isSimulator;
        return health;
    }

    public void Dispose() => _http.Dispose();

    private async Task<SimulatorHealth?> TryAsync()
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _address) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
            using var response = await _http.SendAsync(request);
            return response.IsSuccessStatusCode ? HealthPage.Read(await response.Content.ReadAsStringAsync()) : null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or JsonException)
        {
            return null;
        }
    }
}
