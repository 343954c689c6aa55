using KosSound.Simulator.Faults;
using YamlDotNet.RepresentationModel;

namespace KosSound.Simulator.DeviceFiles;

/// <summary>Reads the faults a device has.</summary>
internal static class FaultListReader
{
    public static IReadOnlyList<Fault> Read(DeviceFileSection root)
    {
        var faults = new List<Fault>();
        if (root.Find("faults") is not { } node)
            return faults;
        if (node is not YamlSequenceNode items)
        {
            root.Refuse(node, "faults", "a list is expected, for example [zero-fill=1ms, low-pass=6000]");
            return faults;
        }
        foreach (var item in items)
        {
            try
            {
                faults.Add(FaultCatalog.Parse((item as YamlScalarNode)?.Value ?? ""));
            }
            catch (FormatException e)
            {
                root.Refuse(item, "faults", e.Message);
            }
        }
        return faults;
    }
}
