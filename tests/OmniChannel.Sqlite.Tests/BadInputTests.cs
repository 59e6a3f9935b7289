using Microsoft.Data.Sqlite;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Sqlite;

/// <summary>A file that cannot be used is a clear answer that names the file and what to do.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Initialize_FolderMissing_SaysCreateIt()
        => Assert.Contains("Create it", await RefusedAsync(Path.Combine(_folder.Path, "absent", "omni.db")), StringComparison.Ordinal);

    [Fact]
    public async Task Initialize_PathIsAFolder_SaysSo()
        => Assert.Contains("must name a file", await RefusedAsync(_folder.Path), StringComparison.Ordinal);

    [Fact]
    public async Task Initialize_NotADatabase_SaysSoAndLeavesTheFile()
    {
        var text = string.Concat(Enumerable.Repeat("id,name,consent\n", 500));
        await File.WriteAllTextAsync(_folder.File, text, TestContext.Current.CancellationToken);

        Assert.Contains("is not a SQLite database", await RefusedAsync(_folder.File), StringComparison.Ordinal);

        Assert.Equal(text, await File.ReadAllTextAsync(_folder.File, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Initialize_NewerSchema_SaysBothVersionsAndWhatToDo()
    {
        await PrepareAsync();
        Run("INSERT INTO omni_schema (version) VALUES (99)");

        var message = await RefusedAsync(_folder.File);

        Assert.Contains("version 99", message, StringComparison.Ordinal);
        Assert.Contains($"knows {SqliteOmniStore.SchemaVersion}", message, StringComparison.Ordinal);
        Assert.Contains("Update the package", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Initialize_VerifyWithoutAFile_CreatesNothing()
    {
        Assert.Contains("SchemaScript()", await RefusedAsync(_folder.File, StoreSchema.Verify), StringComparison.Ordinal);

        Assert.False(File.Exists(_folder.File));
    }

    [Fact]
    public async Task Initialize_VerifyWithoutASchema_NamesTheScript()
    {
        Run("CREATE TABLE host (id INTEGER)");

        Assert.Contains("SchemaScript(0)", await RefusedAsync(_folder.File, StoreSchema.Verify), StringComparison.Ordinal);
    }

    [Fact(Timeout = 600_000)]
    public async Task Initialize_ReadOnlyFile_SaysGiveTheRight()
    {
        await PrepareAsync();
        MakeReadOnly();

        using var child = ChildProcess.Start("open", _folder.File, asNobody: true);

        Assert.Contains("right to write the file and its folder", await child.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact(Timeout = 600_000)]
    public async Task Initialize_ReadOnlyFolderWithoutAFile_SaysSo()
    {
        MakeReadOnly();

        using var child = ChildProcess.Start("open", _folder.File, asNobody: true);

        Assert.Contains("in a folder that this process may write", await child.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(":memory:")]
    [InlineData("file:omni.db?mode=memory")]
    public void Create_NoFile_IsRefused(string path)
        => Assert.ThrowsAny<ArgumentException>(() => SqliteOmniStore.Create(new SqliteStoreOptions { Path = path }));

    [Fact]
    public async Task Begin_BeforeInitialize_SaysWhatToCall()
    {
        await using var store = SqliteOmniStore.Create(new SqliteStoreOptions { Path = _folder.File });

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(async () => await store.BeginAsync(Child.Tenant, [Child.Ann], null, TestContext.Current.CancellationToken));

        Assert.Contains("InitializeAsync", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Begin_AfterDispose_IsRefused()
    {
        var store = SqliteOmniStore.Create(new SqliteStoreOptions { Path = _folder.File });
        await store.InitializeAsync(TestContext.Current.CancellationToken);
        await store.DisposeAsync();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.BeginAsync(Child.Tenant, [Child.Ann], null, TestContext.Current.CancellationToken));
    }

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        _folder.Dispose();
    }

    private static async Task<string> RefusedAsync(string path, StoreSchema schema = StoreSchema.Migrate)
    {
        await using var store = SqliteOmniStore.Create(new SqliteStoreOptions { Path = path, Schema = schema });
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.InitializeAsync(TestContext.Current.CancellationToken));
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        return refusal.Message;
    }

    private async Task PrepareAsync()
    {
        await using var store = SqliteOmniStore.Create(new SqliteStoreOptions { Path = _folder.File });
        await store.InitializeAsync(TestContext.Current.CancellationToken);
    }

    private void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private void MakeReadOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            Needs.Missing("Needs the file modes of Unix.");
            return;
        }

        const UnixFileMode Read = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        foreach (var file in Directory.EnumerateFiles(_folder.Path))
        {
            File.SetUnixFileMode(file, Read);
        }

        File.SetUnixFileMode(_folder.Path, Read | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }
}
