using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using KOS.Sound;

namespace KosSound.Suites.Containers;

/// <summary>A container is ready when it answers GetAudioInfo: an open port says nothing, since the engine's proxy opens it before the server does.</summary>
internal sealed class GrpcAnswer(Func<IContainer, Uri> endpoint, CancellationToken cancellation) : IWaitUntil
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(2);

    public async Task<bool> UntilAsync(IContainer container)
    {
        cancellation.ThrowIfCancellationRequested();
        using var channel = GrpcChannel.ForAddress(endpoint(container));
        try
        {
            await new SoundService.SoundServiceClient(channel).GetAudioInfoAsync(new Empty(), deadline: DateTime.UtcNow + CallLimit, cancellationToken: cancellation);
            return true;
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Internal or StatusCode.Cancelled)
        {
            return false;
        }
        catch (RpcException)
        {
            // A refusal is an answer; what it means is for the suite to judge.
            return true;
        }
    }
}
