using KosSound.Simulator.Misbehaviours.Info;
using KosSound.Simulator.Misbehaviours.Life;
using KosSound.Simulator.Misbehaviours.Play;
using KosSound.Simulator.Misbehaviours.Record;
using KosSound.Simulator.Misbehaviours.Wire;

namespace KosSound.Simulator.Misbehaviours;

/// <summary>Every way to break the contract that a device file can name.</summary>
public static class MisbehaviourCatalog
{
    /// <summary>All of them, in the order of the clauses they break.</summary>
    public static IReadOnlyList<Misbehaviour> All { get; } =
    [
        new AdvertisesTwice(),
        new AdvertisesZero(),
        new AdvertisesNoDepth(),
        new ServesUnavailable(),
        new ForgetsWhileRecording(),
        new ForgetsWhilePlaying(),
        new ReportsErrorOnSuccess(),
        new AnswersSlowly(),
        new SilentAt24Bit(),
        new RefusesMono(),
        new PlaysWithoutConfig(),
        new RefusesButPlays(),
        new AcceptsNothing(),
        new PlaysAnyRate(),
        new RefusesLate(),
        new DropsFirstAudio(),
        new DropsOddBytes(),
        new DropsLargeMessages(),
        new EndsAtEmptyMessage(),
        new ShiftsAfterPartialFrame(),
        new Upstream07(),
        new AnswersWhenReceived(),
        new LosesTail(),
        new RefusesRepeatedConfig(),
        new IgnoresChangedConfig(),
        new PlaysOnAfterCancel(),
        new BusyAfterCancel(),
        new DropsWhatComesEarly(),
        new RepeatsInPauses(),
        new EndsInPauses(),
        new LatestPlayWins(),
        new ConcurrentAtWill(),
        new StumblesOverSecond(),
        new DeliversNoMono(),
        new Delivers24As16(),
        new RecordsWithoutConfig(),
        new RecordsAnyDepth(),
        new RoundsDurationToPeriods(),
        new OverflowsDuration(),
        new BeginsWithOldAudio(),
        new DeliversInLumps(),
        new EndsByItself(),
        new IgnoresStop(),
        new FailsWhenStopped(),
        new IdleStopBreaksNext(),
        new IdleStopHangs(),
        new BusyAfterRecordingCancel(),
        new DropsForSlowReader(),
        new LatestRecordingWins(),
        new HalfDuplex(),
        new OneFormatAtATime(),
        new RefusesAsInternal(),
        new RefusesWithoutReason(),
        new UnavailableAsUnknown(),
        new RecordsBigEndian(),
        new Packs24In32(),
        new PlaysUnsigned(),
        new RefusesUnknownFields(),
        new BusyAfterDisconnect(),
        new HoldsAfterDeadline(),
        new MalformedIsFine(),
        new MalformedHangs(),
        new DiesOfMalformed(),
        new ChokesOnLargeMessages(),
        new UnknownMethodIsInternal(),
        new LeaksIntoNext(),
        new StartsAtRandom(),
        new ExchangesChannels(),
        new TiresAfterSixSeconds(),
    ];

    /// <summary>The one of a name; null when there is none.</summary>
    public static Misbehaviour? Find(string name) => All.FirstOrDefault(known => known.Name == name);
}
