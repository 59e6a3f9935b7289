namespace OmniChannel.Tests;

/// <summary>What a test needs and a machine may lack: a skip with its reason there, a failure in continuous integration.</summary>
internal static class Needs
{
    /// <summary>Ends the running test: skipped, or failed where <c>OMNICHANNEL_CI=1</c>.</summary>
    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    public static void Missing(string reason)
    {
        if (Environment.GetEnvironmentVariable("OMNICHANNEL_CI") == "1")
        {
            Assert.Fail($"{reason} (OMNICHANNEL_CI=1 makes this a failure)");
        }

        Assert.Skip(reason);
    }

    /// <summary>Skips unless the run was started by <c>./test.sh --long</c>; CI skips these too.</summary>
    public static void LongRun()
    {
        if (Environment.GetEnvironmentVariable("OMNICHANNEL_LONG") != "1")
        {
            Assert.Skip("A long run: ./test.sh --long");
        }
    }
}
