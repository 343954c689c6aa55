namespace KosSound.Simulator.Service.Wire;

/// <summary>Bytes that are not the protobuf encoding they should be.</summary>
internal sealed class MalformedMessageException(string message) : Exception(message);
