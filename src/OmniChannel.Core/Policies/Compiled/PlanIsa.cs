using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OmniChannel;

/// <summary>The vector paths that an executor can take. Their answers are equal, bit by bit.</summary>
internal enum PlanIsa : byte
{
    Scalar,
    Vector128,
    Avx2,
    Avx512,
}

/// <summary>What this processor has.</summary>
internal static class PlanProcessor
{
    /// <summary>The fastest of them.</summary>
    public static PlanIsa Best { get; } = Has(PlanIsa.Avx512) ? PlanIsa.Avx512 : Has(PlanIsa.Avx2) ? PlanIsa.Avx2 : Has(PlanIsa.Vector128) ? PlanIsa.Vector128 : PlanIsa.Scalar;

    public static bool Has(PlanIsa isa) => isa switch
    {
        PlanIsa.Avx512 => Avx512BW.IsSupported && Avx512BW.VL.IsSupported && Avx512DQ.VL.IsSupported && Vector512.IsHardwareAccelerated,
        PlanIsa.Avx2 => Avx2.IsSupported,
        PlanIsa.Vector128 => Vector128.IsHardwareAccelerated && BitConverter.IsLittleEndian,
        _ => true,
    };
}
