using System.Runtime;

namespace OmniChannel.Benchmarks;

/// <summary>What is to be measured is the work, not the compiler, which needs the processor too: long code takes thousands of calls until it is compiled as well as it will be.</summary>
internal static class CompilerAtRest
{
    /// <summary>Works until the compiler has next to nothing left to do.</summary>
    /// <param name="work">One round, of a quarter of a second or more; it is told its number.</param>
    /// <param name="most">How many rounds at most.</param>
    public static async Task AfterAsync(Func<int, Task> work, int most)
    {
        for (var round = 0; round < most; round++)
        {
            var (began, compiling) = (TimeProvider.System.GetTimestamp(), JitInfo.GetCompilationTime());
            await work(round);
            if ((JitInfo.GetCompilationTime() - compiling) / TimeProvider.System.GetElapsedTime(began) < 0.02)
            {
                return;
            }
        }
    }
}
