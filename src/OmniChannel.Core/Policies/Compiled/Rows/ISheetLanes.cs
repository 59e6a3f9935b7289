using System.Runtime.Intrinsics;

namespace OmniChannel;

/// <summary>What single decisions of a small plan need of a vector path: what is wider than eight channels.</summary>
internal interface ISheetLanes
{
    /// <summary>64 byte tests of one block, lane i reading from its own quarter.</summary>
    static abstract ulong Test(ref byte block, ref byte index, ref byte low, ref byte span);

    /// <summary>All that the rules give which have every test they need, in the first lane; the rules in blocks as <see cref="RowSheet.Rules"/> says.</summary>
    static abstract Vector128<ulong> Fire(ulong tests, ref byte rules, ref byte end);

    /// <summary>Bytes from the places that <see cref="SheetKeys"/> names.</summary>
    static abstract Vector128<byte> Gather(ref byte block, ref byte places);
}
