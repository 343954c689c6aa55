using Docker.DotNet;
using Docker.DotNet.Handler.Abstractions;
using DotNet.Testcontainers.Configurations;

namespace KosSound.Suites.Containers;

/// <summary>Where an engine is and in which version it is spoken to: what Testcontainers needs to reach it.</summary>
/// <remarks>Testcontainers itself asks for one fixed version, which engines of long-lived distributions refuse.</remarks>
internal sealed record EngineEndpoint(Uri Endpoint, Version Version) : IDockerEndpointAuthenticationConfiguration
{
    public IAuthProvider AuthProvider => NoopAuthProvider.Instance;

    public DockerClientBuilder GetDockerClientBuilder(Guid sessionId = default) => new DockerClientBuilder().WithEndpoint(Endpoint).WithApiVersion(Version);
}
