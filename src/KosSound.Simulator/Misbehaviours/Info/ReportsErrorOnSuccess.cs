using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Info;

/// <summary>Sets an error of code UNKNOWN in the answer of a GetAudioInfo that succeeds.</summary>
internal sealed class ReportsErrorOnSuccess : Misbehaviour
{
    public override string Name => "reports-error-on-success";

    public override string Description => "sets an error of code UNKNOWN in the answer of a GetAudioInfo that succeeds";

    public override string Breaks => "info/no-error";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new OtherInfo(calls, info => info.Error = new Error { Code = ErrorCode.Unknown, Message = "no error" });
}
