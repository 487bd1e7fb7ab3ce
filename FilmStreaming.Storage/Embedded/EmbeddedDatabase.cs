using System.Threading.Channels;
using FilmStreaming.ServiceDefaults.Hosting;
using Microsoft.Data.Sqlite;

namespace FilmStreaming.Storage.Embedded;

/// <summary>
/// One SQLite file with the documents of one service. One writer at a time: it takes all writes that are waiting, decides each
/// in turn, makes them durable with one commit, and only then lets readers see them and answers.
/// </summary>
internal sealed class EmbeddedDatabase : IAsyncDisposable
{
    private const int MaxWritesPerCommit = 256;

    private readonly FileStream _lock;
    private readonly SqliteConnection _connection;
    private readonly Channel<PendingWrite> _writes = Channel.CreateBounded<PendingWrite>(4096);
    private readonly HashSet<IEmbeddedCollection> _touched = [];
    private readonly Task _writer;

    /// <exception cref="StartupException">Another process has the file open, or it is not a database.</exception>
    public EmbeddedDatabase(string path)
    {
        Path = path;
        _lock = Lock(path);
        try
        {
            _connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
            _connection.Open();
            // FULL: a commit is on the disk when it returns, in the write-ahead log too.
            Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            Execute("CREATE TABLE IF NOT EXISTS documents (collection TEXT, id TEXT, json TEXT, PRIMARY KEY (collection, id)) WITHOUT ROWID;");
        }
        catch (SqliteException e)
        {
            _connection?.Dispose();
            _lock.Dispose();
            throw new StartupException($"The data file {path} cannot be opened ({e.Message}).", e);
        }

        _writer = Task.Run(WriteAllAsync);
    }

    public string Path { get; }

    /// <summary>Everything stored in a collection.</summary>
    public IEnumerable<(Guid Id, string Json)> Load(string collection)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT id, json FROM documents WHERE collection = $collection";
        command.Parameters.AddWithValue("$collection", collection);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return (Guid.Parse(reader.GetString(0)), reader.GetString(1));
    }

    /// <summary>Runs a write on the writer; returns when what it staged is durable and visible.</summary>
    /// <param name="collection">The one collection that the write touches.</param>
    /// <param name="write">Decides by what it reads, and then stages; it must not throw once it has staged.</param>
    /// <param name="cancellationToken">Only gives up while the write waits to be queued; once queued it happens.</param>
    public async Task<TResult> WriteAsync<TResult>(IEmbeddedCollection collection, Func<TResult> write, CancellationToken cancellationToken)
    {
        var pending = new PendingWrite<TResult>(collection, write);
        await _writes.Writer.WriteAsync(pending, cancellationToken);
        return await pending.Completion.Task;
    }

    /// <summary>Puts a document into the transaction that is open; null removes it.</summary>
    public void Store(string collection, Guid id, string? json)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = json is null
            ? "DELETE FROM documents WHERE collection = $collection AND id = $id"
            : "INSERT INTO documents VALUES ($collection, $id, $json) ON CONFLICT DO UPDATE SET json = excluded.json";
        command.Parameters.AddWithValue("$collection", collection);
        command.Parameters.AddWithValue("$id", id.ToString());
        if (json is not null)
            command.Parameters.AddWithValue("$json", json);
        command.ExecuteNonQuery();
    }

    public async ValueTask DisposeAsync()
    {
        _writes.Writer.TryComplete();
        await _writer;
        await _connection.DisposeAsync();
        await _lock.DisposeAsync();
    }

    private async Task WriteAllAsync()
    {
        var batch = new List<PendingWrite>(MaxWritesPerCommit);
        while (await _writes.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MaxWritesPerCommit && _writes.Reader.TryRead(out var write))
                batch.Add(write);
            Commit(batch);
        }
    }

    private void Commit(List<PendingWrite> batch)
    {
        _touched.Clear();
        try
        {
            Execute("BEGIN");
            foreach (var write in batch)
            {
                _touched.Add(write.Collection);
                write.Decide();
            }

            foreach (var collection in _touched)
                collection.Store();
            Execute("COMMIT");
        }
        catch (Exception e)
        {
            // The disk is full or failing: nothing of this batch happened, and each of its callers hears so.
            TryRollback();
            foreach (var collection in _touched)
                collection.Forget();
            batch.ForEach(write => write.Fail(e));
            return;
        }

        foreach (var collection in _touched)
            collection.Publish();
        batch.ForEach(write => write.Answer());
    }

    private void TryRollback()
    {
        try
        {
            Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself.
        }
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static FileStream Lock(string path)
    {
        try
        {
            return new(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new StartupException(
                $"Another FilmStreaming uses {path}. Stop it, or set {DataFolder.Setting} to another folder.", e);
        }
    }
}
