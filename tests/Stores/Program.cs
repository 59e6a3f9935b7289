namespace OmniChannel.Tests.Stores;

/// <summary>The test run, or with <c>child</c> as first argument the process that a test starts to kill it.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is ["child", var work, var place])
        {
            return await Child.RunAsync(work, place);
        }

        return args.Any(arg => arg is "--server" or "--internal-msbuild-node")
            ? await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
            : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
    }
}
