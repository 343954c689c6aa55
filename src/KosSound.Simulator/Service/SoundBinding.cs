using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Service;

/// <summary>Names, kinds and encodings of the calls of <c>kos.sound.SoundService</c>.</summary>
/// <remarks>Bound by hand, because the generated binding leaves no room for messages in pooled memory.</remarks>
internal static class SoundBinding
{
    private const string Service = "kos.sound.SoundService";

    private static readonly Marshaller<Empty> EmptyMarshaller = Of(Empty.Parser);
    private static readonly Marshaller<ActionResponse> ActionMarshaller = Of(ActionResponse.Parser);

    private static readonly Method<Empty, GetAudioInfoResponse> GetAudioInfo =
        new(MethodType.Unary, Service, nameof(GetAudioInfo), EmptyMarshaller, Of(GetAudioInfoResponse.Parser));

    private static readonly Method<PlayMessage, ActionResponse> PlayAudio =
        new(MethodType.ClientStreaming, Service, nameof(PlayAudio), new(Unused, ReadPlayMessage), ActionMarshaller);

    private static readonly Method<RecordAudioRequest, RecordMessage> RecordAudio =
        new(MethodType.ServerStreaming, Service, nameof(RecordAudio), Of(RecordAudioRequest.Parser), new((message, context) => message.Serialize(context), Unused<RecordMessage>));

    private static readonly Method<Empty, ActionResponse> StopRecording =
        new(MethodType.Unary, Service, nameof(StopRecording), EmptyMarshaller, ActionMarshaller);

    /// <summary>Called by the gRPC server, without calls, to learn their names.</summary>
    public static void BindService(ServiceBinderBase binder, SoundCalls? calls)
    {
        binder.AddMethod(GetAudioInfo, calls is null ? null! : calls.GetAudioInfo);
        binder.AddMethod(PlayAudio, calls is null ? null! : calls.PlayAudio);
        binder.AddMethod(RecordAudio, calls is null ? null! : calls.RecordAudio);
        binder.AddMethod(StopRecording, calls is null ? null! : calls.StopRecording);
    }

    private static Marshaller<T> Of<T>(MessageParser<T> parser)
        where T : class, IMessage<T>, IBufferMessage => new(Write, context => Read(parser, context));

    private static void Write<T>(T message, SerializationContext context)
        where T : class, IMessage<T>, IBufferMessage
    {
        context.SetPayloadLength(message.CalculateSize());
        message.WriteTo(context.GetBufferWriter());
        context.Complete();
    }

    private static T Read<T>(MessageParser<T> parser, DeserializationContext context)
        where T : class, IMessage<T>
    {
        try
        {
            return parser.ParseFrom(context.PayloadAsReadOnlySequence());
        }
        catch (InvalidProtocolBufferException e)
        {
            throw Refusal.Malformed(e.Message);
        }
    }

    private static PlayMessage ReadPlayMessage(DeserializationContext context)
    {
        try
        {
            return PlayMessage.Parse(context.PayloadAsReadOnlySequence());
        }
        catch (MalformedMessageException e)
        {
            throw Refusal.Malformed(e.Message);
        }
    }

    private static void Unused(PlayMessage message, SerializationContext context) =>
        throw new NotSupportedException("a device sends no PlayAudioRequest");

    private static T Unused<T>(DeserializationContext context) =>
        throw new NotSupportedException($"a device receives no {typeof(T).Name}");
}
