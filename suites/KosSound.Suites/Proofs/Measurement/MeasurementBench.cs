using System.Collections.Concurrent;
using KosSound.Analysis;
using KosSound.Signals;
using KosSound.Signals.Stimuli;
using KosSound.Simulator.Faults;
using AnalysedCapture = KosSound.Analysis.Metrics.Measurement;

namespace KosSound.Suites.Proofs.Measurement;

/// <summary>Measures captures of one proof; stimuli and captures without fault are made once and shared by all cases.</summary>
internal sealed class MeasurementBench
{
    private readonly ConcurrentDictionary<(LoopbackKind Loopback, PcmFormat Format), Lazy<Stimulus>> _stimuli = new();
    private readonly ConcurrentDictionary<(LoopbackKind Loopback, PcmFormat Format), Lazy<double[]>> _carried = new();
    private readonly ConcurrentDictionary<(LoopbackKind Loopback, PcmFormat Format, int Seed, int Take), Lazy<AnalysedCapture>> _clean = new();

    /// <summary>What a case plays.</summary>
    public Stimulus Stimulus(MeasurementCase tried) => _stimuli.GetOrAdd((tried.Loopback, tried.Format), static key =>
        new Lazy<Stimulus>(() => StimulusRenderer.Render(StimulusPlanner.Composite(key.Format, key.Loopback)))).Value;

    /// <summary>What a case's loop carries of its stimulus' first channel.</summary>
    public double[] Carried(MeasurementCase tried) => _carried.GetOrAdd((tried.Loopback, tried.Format), _ => new Lazy<double[]>(() =>
        tried.Loopback == LoopbackKind.Acoustic
            ? Band.Of(Stimulus(tried).Signal[0], MeasurementPlan.SpeakerLowHz / tried.Format.RateHz, MeasurementPlan.SpeakerHighHz / tried.Format.RateHz)
            : Stimulus(tried).Signal[0].ToArray())).Value;

    /// <summary>A capture of the case's loop without its fault.</summary>
    public AnalysedCapture Clean(MeasurementCase tried, int seed, int take) => _clean.GetOrAdd((tried.Loopback, tried.Format, seed, take),
        _ => new Lazy<AnalysedCapture>(() => Measure(tried, seed, take, null) with { Curves = [] })).Value;

    /// <summary>A capture of the case's loop.</summary>
    public AnalysedCapture Measure(MeasurementCase tried, int seed, int take, Fault? fault)
    {
        var stimulus = Stimulus(tried);
        var capture = new LoopModel(tried.Loopback).Carry(stimulus, seed, fault, take: take);
        var request = new AnalysisRequest { Stimulus = stimulus, Capture = capture, Loopback = tried.Loopback };
        return Analyzer.Measure(tried.Loopback == LoopbackKind.Acoustic ? request with { BandLowHz = MeasurementPlan.SpeakerLowHz, BandHighHz = MeasurementPlan.SpeakerHighHz } : request);
    }
}
