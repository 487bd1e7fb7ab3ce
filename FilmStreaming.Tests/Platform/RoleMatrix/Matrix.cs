namespace FilmStreaming.Tests.Platform.RoleMatrix;

/// <summary>
/// Who may do what. To add a route, add a row: what it answers to a stranger, to the viewer to whom the resource belongs, to another
/// viewer, to an editor and to an administrator; and the name of a body in <see cref="Cast"/>, where it needs one. <c>{id}</c> is a
/// resource of the kind that the path has. A query stands for the body of a read. Writes carry <c>If-Match: *</c>.
/// </summary>
internal static class Matrix
{
    private const string Table = """
        method route                                                          anonymous viewer other editor administrator  body

        GET    /health/live                                                   200 200 200 200 200
        GET    /health/ready                                                  200 200 200 200 200
        GET    /health/startup                                                200 200 200 200 200
        GET    /openapi/{documentName}.json                                   200 200 200 200 200
        GET    /openapi/movies.json                                           200 200 200 200 200
        GET    /openapi/users.json                                            200 200 200 200 200

        GET    /v1/movies                                                     200 200 200 200 200
        GET    /v1/movies/suggest                                             200 200 200 200 200  ?q=m
        GET    /v1/movies/popular                                             200 200 200 200 200
        GET    /v1/movies/new                                                 200 200 200 200 200
        GET    /v1/movies/top-rated                                           200 200 200 200 200
        GET    /v1/movies/genres                                              200 200 200 200 200
        GET    /v1/movies/filmography                                         200 200 200 200 200  ?person=m
        GET    /v1/movies/trending                                            200 200 200 200 200
        GET    /v1/movies/{id}/similar                                        200 200 200 200 200
        GET    /v1/movies/{id}                                                200 200 200 200 200
        POST   /v1/movies                                                     401 403 403 201 201  movie
        PUT    /v1/movies/{id}                                                401 403 403 200 200  movie
        PATCH  /v1/movies/{id}                                                401 403 403 200 200  patch
        DELETE /v1/movies/{id}                                                401 403 403 204 204
        POST   /v1/movies/{id}/restore                                        401 403 403 403 200
        POST   /v1/movies/import                                              401 403 403 200 200  import
        GET    /v1/movies/export                                              401 403 403 200 200
        POST   /v1/movies/import/exported                                     401 403 403 403 200  import
        POST   /v1/movies/import/sample                                       401 403 403 200 200

        GET    /.well-known/jwks.json                                         200 200 200 200 200
        GET    /.well-known/openid-configuration                              200 200 200 200 200
        POST   /v1/auth/sign-up                                               202 202 202 202 202  sign-up
        POST   /v1/auth/sign-in                                               401 401 401 401 401  sign-in
        POST   /v1/auth/sign-in/second-factor                                 400 400 400 400 400  empty
        POST   /v1/auth/verify-email                                          400 400 400 400 400  empty
        POST   /v1/auth/verify-email/resend                                   202 202 202 202 202  mail
        POST   /v1/auth/forgot-password                                       202 202 202 202 202  mail
        POST   /v1/auth/reset-password                                        400 400 400 400 400  empty
        POST   /v1/auth/refresh                                               401 401 401 401 401  empty
        POST   /v1/auth/sign-out                                              401 204 204 204 204  empty

        GET    /v1/me                                                         401 200 200 200 200
        PATCH  /v1/me                                                         401 200 200 200 200  patch
        DELETE /v1/me                                                         401 204 204 204 204
        POST   /v1/me/password                                                401 400 400 400 400  empty
        POST   /v1/me/email                                                   401 400 400 400 400  empty
        GET    /v1/me/two-factor                                              401 200 200 200 200
        POST   /v1/me/two-factor/authenticator                                401 200 200 200 200
        POST   /v1/me/two-factor/authenticator/confirm                        401 400 400 400 400  empty
        POST   /v1/me/two-factor/recovery-codes                               401 409 409 409 409
        DELETE /v1/me/two-factor                                              401 400 400 400 400  empty
        GET    /v1/me/settings                                                401 200 200 200 200
        PATCH  /v1/me/settings                                                401 200 200 200 200  patch
        PUT    /v1/me/image                                                   401 415 415 415 415  not-an-image
        DELETE /v1/me/image                                                   401 204 204 204 204
        GET    /v1/images/{id}/{size}                                         404 404 404 404 404
        GET    /v1/me/sessions                                                401 200 200 200 200
        DELETE /v1/me/sessions                                                401 204 204 204 204
        DELETE /v1/me/sessions/{id}                                           401 204 404 404 404
        GET    /v1/me/history                                                 401 200 200 200 200
        POST   /v1/me/history                                                 401 201 201 201 201  play
        GET    /v1/me/history/{id}                                            401 200 404 404 404
        DELETE /v1/me/history/{id}                                            401 204 404 404 404

        POST   /v1/me/playback/{movieId}                                      401 202 202 202 202  report
        GET    /v1/me/playback/{movieId}                                      401 200 404 404 404
        DELETE /v1/me/history                                                 401 204 204 204 204  ?all=true
        GET    /v1/me/last-activities                                         401 200 200 200 200
        GET    /v1/me/favorites                                               401 200 200 200 200
        GET    /v1/me/favorites/{movieId}                                     401 404 404 404 404
        PUT    /v1/me/favorites/{movieId}                                     401 201 201 201 201
        DELETE /v1/me/favorites/{movieId}                                     401 204 204 204 204
        POST   /v1/me/favorites/reorder                                       401 400 400 400 400  empty
        GET    /v1/me/watchlist                                               401 200 200 200 200
        GET    /v1/me/watchlist/{movieId}                                     401 404 404 404 404
        PUT    /v1/me/watchlist/{movieId}                                     401 201 201 201 201
        DELETE /v1/me/watchlist/{movieId}                                     401 204 204 204 204
        POST   /v1/me/watchlist/reorder                                       401 400 400 400 400  empty
        GET    /v1/me/ratings                                                 401 200 200 200 200
        GET    /v1/me/ratings/{movieId}                                       401 200 404 404 404
        PUT    /v1/me/ratings/{movieId}                                       401 200 201 201 201  rating
        DELETE /v1/me/ratings/{movieId}                                       401 204 204 204 204
        GET    /v1/me/continue-watching                                       401 200 200 200 200
        DELETE /v1/me/continue-watching/{movieId}                             401 204 404 404 404
        PUT    /v1/me/continue-watching/{movieId}                             401 204 404 404 404

        GET    /v1/users                                                      401 403 403 403 200
        POST   /v1/users/import                                               401 403 403 403 200  import-users
        GET    /v1/users/{id}                                                 401 403 403 403 200
        PATCH  /v1/users/{id}                                                 401 403 403 403 200  patch
        DELETE /v1/users/{id}                                                 401 403 403 403 204
        POST   /v1/users/{id}/lock                                            401 403 403 403 200
        POST   /v1/users/{id}/unlock                                          401 403 403 403 200
        DELETE /v1/users/{id}/sessions                                        401 403 403 403 204
        DELETE /v1/users/{id}/two-factor                                      401 403 403 403 200
        GET    /v1/admin/userapi/audit                                        401 403 403 403 200

        POST   /v1/admin/userapi/films/rebuild                                401 403 403 403 200
        GET    /v1/admin/userapi/dead-letters                                 401 403 403 403 200
        GET    /v1/admin/userapi/dead-letters/{subscription}                  401 403 403 403 200
        GET    /v1/admin/userapi/dead-letters/{subscription}/{id}             401 403 403 403 404
        DELETE /v1/admin/userapi/dead-letters/{subscription}/{id}             401 403 403 403 404
        POST   /v1/admin/userapi/dead-letters/{subscription}/{id}/replay      401 403 403 403 404
        POST   /v1/admin/userapi/dead-letters/{subscription}/replay           401 403 403 403 200

        GET    /v1/admin/movieapi/dead-letters                                401 403 403 403 200
        GET    /v1/admin/movieapi/dead-letters/{subscription}                 401 403 403 403 404
        GET    /v1/admin/movieapi/dead-letters/{subscription}/{id}            401 403 403 403 404
        DELETE /v1/admin/movieapi/dead-letters/{subscription}/{id}            401 403 403 403 404
        POST   /v1/admin/movieapi/dead-letters/{subscription}/{id}/replay     401 403 403 403 404
        POST   /v1/admin/movieapi/dead-letters/{subscription}/replay          401 403 403 403 404
        """;

    public static IReadOnlyList<MatrixRow> Rows { get; } =
    [
        .. Table.Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Where(cells => cells is [not "method", ..])
            .Select(cells => new MatrixRow(cells[0], cells[1], [.. cells[2..7].Select(int.Parse)], cells.ElementAtOrDefault(7))),
    ];
}

/// <param name="Method">The method.</param>
/// <param name="Path">The template.</param>
/// <param name="Statuses">In the order of <see cref="Callers.All"/>.</param>
/// <param name="Body">Its name; null is none.</param>
internal sealed record MatrixRow(string Method, string Path, IReadOnlyList<int> Statuses, string? Body)
{
    public string Route => $"{Method} {Path}";
}

/// <summary>Who asks.</summary>
internal static class Callers
{
    public const string Anonymous = "anonymous";
    public const string Viewer = "viewer";
    public const string OtherViewer = "other viewer";
    public const string Editor = "editor";
    public const string Administrator = "administrator";

    public static readonly IReadOnlyList<string> All = [Anonymous, Viewer, OtherViewer, Editor, Administrator];
}
