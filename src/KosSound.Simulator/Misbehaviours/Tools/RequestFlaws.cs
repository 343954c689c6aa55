using System.Buffers;
using System.Buffers.Binary;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using KOS.Sound;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace KosSound.Simulator.Misbehaviours.Tools;

/// <summary>Looks at requests before the gRPC server does, which would refuse what is wrong with them.</summary>
internal static class RequestFlaws
{
    private const int HeaderBytes = 5;
    private const uint MostBytes = 4 << 20;

    /// <summary>Longest frame that is looked into; of longer ones the header tells enough, and they would not fit the window of HTTP/2.</summary>
    private const int LookedInto = 32 << 10;

    /// <summary>Gives requests with one flaw another answer than the server would, and leaves all others alone.</summary>
    public static void Answer(IApplicationBuilder server, RequestFlaw flaw, WrongAnswer answer) => server.Use(next => async context =>
    {
        if (await OfAsync(context.Request, context.RequestAborted) == flaw)
            await answer.GiveAsync(context, next);
        else
            await next(context);
    });

    /// <summary>What is wrong with a request; nothing of its body is consumed.</summary>
    private static async Task<RequestFlaw> OfAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) != true)
            return RequestFlaw.ContentType;
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            var flaw = Of(read.Buffer, read.IsCompleted, request);
            request.BodyReader.AdvanceTo(read.Buffer.Start, flaw is null ? read.Buffer.End : read.Buffer.Start);
            if (flaw is not null)
                return flaw.Value;
        }
    }

    /// <summary>Null while more of the body is needed to tell.</summary>
    private static RequestFlaw? Of(in ReadOnlySequence<byte> body, bool isAll, HttpRequest request)
    {
        if (body.IsEmpty)
            return isAll ? RequestFlaw.None : null;
        if (body.Length < HeaderBytes)
            return isAll ? RequestFlaw.HalfHeader : null;
        Span<byte> header = stackalloc byte[HeaderBytes];
        body.Slice(0, HeaderBytes).CopyTo(header);
        var (flag, length) = (header[0], BinaryPrimitives.ReadUInt32BigEndian(header[1..]));
        if (flag > 1)
            return RequestFlaw.UnknownFlag;
        if (flag == 1 && request.Headers.GrpcEncoding is [] or ["identity"])
            return RequestFlaw.UnnamedCompression;
        if (length > int.MaxValue)
            return RequestFlaw.ImpossibleLength;
        if (length > MostBytes)
            return RequestFlaw.Oversize;
        if (body.Length - HeaderBytes < length)
            return isAll ? RequestFlaw.TruncatedFrame : length > LookedInto ? RequestFlaw.None : null;
        return flag == 1 || IsProtobuf(request.Path, body.Slice(HeaderBytes, length)) ? RequestFlaw.None : RequestFlaw.InvalidProtobuf;
    }

    private static bool IsProtobuf(string path, in ReadOnlySequence<byte> message)
    {
        MessageParser parser = path.EndsWith("/PlayAudio", StringComparison.Ordinal) ? PlayAudioRequest.Parser
            : path.EndsWith("/RecordAudio", StringComparison.Ordinal) ? RecordAudioRequest.Parser
            : Empty.Parser;
        try
        {
            parser.ParseFrom(message);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }
}
