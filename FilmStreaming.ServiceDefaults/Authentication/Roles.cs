namespace FilmStreaming.ServiceDefaults.Authentication;

/// <summary>What an account may do. Each role includes those before it.</summary>
public static class Roles
{
    /// <summary>Watches films and keeps a history. Every account is at least this.</summary>
    public const string Viewer = "viewer";

    /// <summary>Also writes the catalogue.</summary>
    public const string Editor = "editor";

    /// <summary>Also manages accounts and sees the details of health.</summary>
    public const string Administrator = "administrator";
}

/// <summary>Authorisation policies over <see cref="Roles"/>; each is satisfied by its role and by every higher one.</summary>
public static class Policies
{
    /// <summary>Satisfied by any account, be it without a role because it lacks a second factor.</summary>
    public const string SignedIn = "signed-in";

    public const string Viewer = "viewer";
    public const string Editor = "editor";
    public const string Administrator = "administrator";
}
