namespace KosSound.Simulator.Misbehaviours.Tools;

/// <summary>What is wrong with a request, one at a time.</summary>
/// <remarks>Frames and headers: gRPC over HTTP/2, "Requests" and "Length-Prefixed-Message".</remarks>
internal enum RequestFlaw
{
    None,

    /// <summary>Its content type is none of gRPC.</summary>
    ContentType,

    /// <summary>It ends inside the header of its first frame.</summary>
    HalfHeader,

    /// <summary>It ends inside its first frame.</summary>
    TruncatedFrame,

    /// <summary>Its first frame claims 2 GiB or more.</summary>
    ImpossibleLength,

    /// <summary>Its first frame is larger than gRPC servers take unless told otherwise: 4 MiB.</summary>
    Oversize,

    /// <summary>The compression flag of its first frame is neither 0 nor 1.</summary>
    UnknownFlag,

    /// <summary>Its first frame is compressed, and it does not say how.</summary>
    UnnamedCompression,

    /// <summary>Its first frame holds no protobuf.</summary>
    InvalidProtobuf,
}
