namespace OmniChannel.Tests;

/// <summary>The working copy these tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder that holds OmniChannel.Core.sln.</summary>
    public static string Root { get; } = Find();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OmniChannel.Core.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException(
            $"No OmniChannel.Core.sln above {AppContext.BaseDirectory}: run the tests from inside the repository.");
    }
}
