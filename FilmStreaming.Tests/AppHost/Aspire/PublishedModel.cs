using System.Diagnostics;

namespace FilmStreaming.Tests.AppHost.Aspire;

/// <summary>What the AppHost writes when it is asked to publish. Needs no container engine.</summary>
internal sealed class PublishedModel : IDisposable
{
    private readonly DirectoryInfo _folder;

    private PublishedModel(DirectoryInfo folder) => _folder = folder;

    public static async Task<PublishedModel> CreateAsync(params string[] arguments)
    {
        var model = new PublishedModel(Directory.CreateTempSubdirectory("filmstreaming-"));
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])
            [Path.Combine(AppContext.BaseDirectory, "FilmStreaming.AppHost.dll"), .. arguments, "--output-path", model._folder.FullName])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{await output}\n{await errors}");
        return model;
    }

    public string Read(string file) => File.ReadAllText(Path.Combine(_folder.FullName, file));

    public void Dispose() => _folder.Delete(recursive: true);
}
