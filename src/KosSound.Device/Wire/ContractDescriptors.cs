using Google.Protobuf;
using Google.Protobuf.Reflection;
using KOS.Sound;

namespace KosSound.Device.Wire;

/// <summary>The wire contract as a protobuf FileDescriptorSet, for programs that build their messages at run time.</summary>
public static class ContractDescriptors
{
    /// <summary>sound.proto and everything it imports, dependencies first.</summary>
    public static byte[] ToBytes()
    {
        var set = new FileDescriptorSet();
        Add(SoundReflection.Descriptor, set, []);
        return set.ToByteArray();
    }

    private static void Add(FileDescriptor file, FileDescriptorSet set, HashSet<string> seen)
    {
        if (!seen.Add(file.Name))
            return;
        foreach (var dependency in file.Dependencies)
            Add(dependency, set, seen);
        set.File.Add(file.ToProto());
    }
}
