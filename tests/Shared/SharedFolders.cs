namespace OmniChannel.Tests;

/// <summary>
/// The folders of cases, data, specifications and server configurations that lie beside the repository and are no part of it.
/// Each is named by its environment variable, or else found as <c>shared/…</c> in the nearest folder above the repository.
/// </summary>
internal static class SharedFolders
{
    public static string RequireCases() => Require("OMNICHANNEL_CASES", "cases");

    public static string RequireData() => Require("OMNICHANNEL_DATA", "data");

    public static string RequireSpecs() => Require("OMNICHANNEL_SPECS", "specs");

    public static string RequireOracles() => Require("OMNICHANNEL_ORACLES", "oracles");

    /// <summary>The path of a file below the cases, for example <c>sms-segments.json</c>.</summary>
    public static string RequireCase(string file) => RequireFile(RequireCases(), file);

    /// <summary>The path of a file below the data, for example <c>hillstrom/hillstrom.csv</c>.</summary>
    public static string RequireDataFile(string file) => RequireFile(RequireData(), file);

    private static string Require(string variable, string folder)
    {
        var named = Environment.GetEnvironmentVariable(variable);
        if (!string.IsNullOrEmpty(named))
        {
            return Directory.Exists(named)
                ? named
                : throw new InvalidOperationException($"{variable} names {named}, which is no folder.");
        }

        for (var above = new DirectoryInfo(Repository.Root).Parent; above is not null; above = above.Parent)
        {
            var path = Path.Combine(above.FullName, "shared", folder);
            if (Directory.Exists(path))
            {
                return path;
            }
        }

        Needs.Missing($"Needs the folder ../shared/{folder} beside the repository, or {variable} naming it.");
        return "";
    }

    private static string RequireFile(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path))
        {
            Needs.Missing($"Needs {path}.");
        }

        return path;
    }
}
