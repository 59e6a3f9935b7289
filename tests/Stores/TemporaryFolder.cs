namespace OmniChannel.Tests.Stores;

/// <summary>A folder of its own for one test, removed with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("omnichannel-").FullName;

    /// <summary>The path of a database in it.</summary>
    public string File => System.IO.Path.Combine(Path, "omni.db");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
