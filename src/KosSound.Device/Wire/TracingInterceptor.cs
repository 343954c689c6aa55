using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using KOS.Sound;
using KosSound.Device.Errors;

namespace KosSound.Device.Wire;

/// <summary>Writes every call of a client into a <see cref="WireTrace"/>.</summary>
internal sealed class TracingInterceptor(WireTrace trace, Func<TimeSpan> now) : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var note = Open(context.Method);
        note.Sent(request);
        var call = continuation(request, context);
        return new AsyncUnaryCall<TResponse>(note.AnswerAsync(call.ResponseAsync), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var note = Open(context.Method);
        var call = continuation(context);
        return new AsyncClientStreamingCall<TRequest, TResponse>(new Writer<TRequest>(call.RequestStream, note), note.AnswerAsync(call.ResponseAsync), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var note = Open(context.Method);
        note.Sent(request);
        var call = continuation(request, context);
        return new AsyncServerStreamingCall<TResponse>(new Reader<TResponse>(call.ResponseStream, note), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    private CallNote Open(IMethod method) => new(trace, now, string.Create(CultureInfo.InvariantCulture, $"#{trace.NewCall()} {method.Name}"));

    private sealed class CallNote(WireTrace trace, Func<TimeSpan> now, string call)
    {
        public void Sent(object? message) => Add("→ ", message);

        public void Received(object? message) => Add("← ", message);

        public void Say(string what) => trace.Add(now(), call, what);

        public void Failed(Exception e) => Say(e is RpcException rpc ? $"ended with {rpc.StatusCode}: {Folding.Printable(rpc.Status.Detail)}" : $"ended: {Folding.Printable(e.Message)}");

        public async Task<T> AnswerAsync<T>(Task<T> answer)
        {
            try
            {
                var message = await answer;
                Received(message);
                return message;
            }
            catch (Exception e)
            {
                Failed(e);
                throw;
            }
        }

        /// <summary>Audio is counted, everything else shown.</summary>
        private void Add(string direction, object? message)
        {
            switch (message)
            {
                case PlayAudioRequest play:
                    trace.Add(now(), call, direction + (play.Config is { } config ? $"config {config}" : "audio"), play.AudioData.Length);
                    break;
                case RecordAudioResponse { Error: null } audio:
                    trace.Add(now(), call, direction + "audio", audio.AudioData.Length);
                    break;
                default:
                    trace.Add(now(), call, direction + Folding.Printable((message as IMessage)?.ToString()));
                    break;
            }
        }
    }

    private sealed class Writer<T>(IClientStreamWriter<T> inner, CallNote note) : IClientStreamWriter<T>
    {
        public WriteOptions? WriteOptions
        {
            get => inner.WriteOptions;
            set => inner.WriteOptions = value;
        }

        public Task WriteAsync(T message)
        {
            note.Sent(message);
            return inner.WriteAsync(message);
        }

        public Task CompleteAsync()
        {
            note.Say("→ half-close");
            return inner.CompleteAsync();
        }
    }

    private sealed class Reader<T>(IAsyncStreamReader<T> inner, CallNote note) : IAsyncStreamReader<T>
    {
        public T Current => inner.Current;

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            try
            {
                var more = await inner.MoveNext(cancellationToken);
                if (more)
                    note.Received(inner.Current);
                else
                    note.Say("ended with OK");
                return more;
            }
            catch (Exception e)
            {
                note.Failed(e);
                throw;
            }
        }
    }
}
