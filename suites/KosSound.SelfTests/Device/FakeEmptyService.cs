using Grpc.Core;

namespace KosSound.SelfTests.Device;

/// <summary>A gRPC service of another name.</summary>
internal sealed class FakeEmptyService : FakeEmptyServiceBase
{
    public override Task<string> Nothing(string request, ServerCallContext context) => Task.FromResult(request);
}

/// <summary>What code generation would have made of its contract.</summary>
[BindServiceMethod(typeof(FakeEmptyServiceBase), nameof(BindService))]
internal abstract class FakeEmptyServiceBase
{
    private static readonly Method<string, string> NothingMethod = new(MethodType.Unary, "test.Other", nameof(Nothing), Marshallers.StringMarshaller, Marshallers.StringMarshaller);

    public static void BindService(ServiceBinderBase binder, FakeEmptyServiceBase? service) =>
        binder.AddMethod(NothingMethod, service is null ? null! : new UnaryServerMethod<string, string>(service.Nothing));

    public abstract Task<string> Nothing(string request, ServerCallContext context);
}
