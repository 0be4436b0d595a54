// SPDX-License-Identifier: MIT
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import javax.servlet.http.HttpServletRequest;

class Users {
    void find(HttpServletRequest request, Connection connection) throws Exception {
        String name = request.getParameter("name");
        Statement statement = connection.createStatement();
        // ruleid: java-sql-injection
        statement.executeQuery("SELECT id FROM users WHERE name = '" + name + "'");
        // ruleid: java-sql-injection
        connection.prepareStatement("SELECT id FROM users WHERE name = '" + name + "'");
        PreparedStatement prepared = connection.prepareStatement("SELECT id FROM users WHERE name = ?");
        // ok: java-sql-injection
        prepared.setString(1, name);
        // ok: java-sql-injection
        statement.executeQuery("SELECT id FROM users");
    }
}
